# SPDX-License-Identifier: EUPL-1.2
"""The duty desk (CSD EA&I): calls against the contract list, reaction clock, escalation, change of guard, figures."""
