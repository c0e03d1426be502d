# SPDX-License-Identifier: EUPL-1.2
"""What the solver gets and answers, and how fair a roster is: values and arithmetic, without a database or a solver."""
