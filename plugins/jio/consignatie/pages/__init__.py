# SPDX-License-Identifier: EUPL-1.2
"""The pages of the on-call duty, a module a subject."""

from plugins.jio.consignatie.pages import (
    aanwijzing,
    beheer,
    declaraties,
    diensten,
    meeroosteren,
    oproepen,
    roosters,
    roosterversies,
    ruilen,
    toelage,
    wacht,
    werklijst,
)

PAGINAS = tuple(
    module.PAGINAS
    for module in (
        diensten,
        toelage,
        ruilen,
        oproepen,
        declaraties,
        werklijst,
        roosters,
        roosterversies,
        meeroosteren,
        wacht,
        beheer,
        aanwijzing,
    )
)
