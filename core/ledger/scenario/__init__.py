# SPDX-License-Identifier: EUPL-1.2
"""What other figures would come to over the whole population and many months, beside the books and never in them."""
