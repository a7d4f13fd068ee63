groups-title = Grupos
groups-add = Añadir un grupo
groups-edit = Editar grupo
groups-none = Todavía no hay grupos.
groups-total =
    { $count ->
        [one] { $count } grupo
       *[other] { $count } grupos
    }
groups-id = ID del grupo
groups-case-sharing = Uso compartido de casos
groups-case-sharing-check = Uso compartido de casos: los miembros comparten casos
groups-reporting = Informes
groups-reporting-check = Informes: mostrar el grupo en los informes

groups-members = Miembros
groups-active-members = Miembros activos
groups-page-empty = Esta página está vacía.
groups-members-none = Todavía no hay miembros. Añada algunos más abajo.
groups-select = Seleccionar
groups-select-member = Seleccionar a { $name }
groups-remove-selected = Quitar los seleccionados

groups-add-members = Añadir miembros
groups-add-search = Agentes por añadir
groups-search-workers = Buscar agentes
groups-search-hint = Nombre, nombre de usuario, correo electrónico o teléfono
groups-search-results = Resultados de la búsqueda
groups-already-member = , ya es miembro
groups-add-selected = Añadir los seleccionados

groups-delete = Eliminar grupo
groups-delete-title = ¿Eliminar el grupo { $name }?
groups-delete-empty = El grupo no tiene miembros. Esta acción no se puede deshacer.
groups-delete-members =
    { $count ->
        [one] El grupo tiene { $count } miembro. Los miembros no se eliminan. Esta acción no se puede deshacer.
       *[other] El grupo tiene { $count } miembros. Los miembros no se eliminan. Esta acción no se puede deshacer.
    }
