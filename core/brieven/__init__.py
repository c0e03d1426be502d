# SPDX-License-Identifier: EUPL-1.2
"""Letters to employees: one content model, one template a language, made once and kept as they were made."""
