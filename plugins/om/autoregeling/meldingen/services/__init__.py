# SPDX-License-Identifier: EUPL-1.2
"""What is done with reports, cars handed over and replacement cars."""
