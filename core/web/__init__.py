# SPDX-License-Identifier: EUPL-1.2
"""The site: application factory, log-in, layout and components."""
