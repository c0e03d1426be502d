# SPDX-License-Identifier: EUPL-1.2
"""On-call duty (consignatiedienst) of the Justitiële ICT Organisatie: JIO 7.6 and the first part of JIO 8.2."""
