labels-title = Empresas, etiquetas y listas
# The tabs above the list.
labels-kinds = Tipos
labels-companies = Empresas
labels-tags = Etiquetas
labels-lists = Listas
labels-add =
    { $kind ->
        [company] Añadir una empresa
        [tag] Añadir una etiqueta
       *[list] Añadir una lista
    }
labels-edit =
    { $kind ->
        [company] Editar empresa
        [tag] Editar etiqueta
       *[list] Editar lista
    }
labels-none =
    { $kind ->
        [company] Todavía no hay empresas.
        [tag] Todavía no hay etiquetas.
       *[list] Todavía no hay listas.
    }
labels-total = Total: { $count }
labels-description = Descripción

labels-people-none = Todavía no hay personas. Añada algunas más abajo.
labels-show-in-people = Mostrar en la lista de personas
labels-add-people = Añadir personas
labels-add-search = Personas por añadir
labels-search-people = Buscar personas
labels-already-added = (ya añadida)
labels-tag-many-hint = Para poner una etiqueta a muchos agentes a la vez, selecciónelos en la lista de personas y use la acción «Añadir una etiqueta».

# Errors: no capital letter and no full stop, as the page adds them.
labels-error-select = seleccione primero al menos una persona
labels-error-limit = no se puede añadir a { $name }, porque una persona tiene como máximo { $most } etiquetas y { $most } listas; no se cambió nada

labels-delete-title =
    { $kind ->
        [company] ¿Eliminar la empresa { $name }?
        [tag] ¿Eliminar la etiqueta { $name }?
       *[list] ¿Eliminar la lista { $name }?
    }
labels-delete-people =
    { $count ->
        [one] Se quita a { $count } persona, que no se elimina.
       *[other] Se quita a { $count } personas, que no se eliminan.
    }
labels-delete-companies =
    { $count ->
        [one] Se quita a { $count } empresa.
       *[other] Se quita a { $count } empresas.
    }
labels-delete-unused = No se quita a nadie.
labels-delete-final = Esta acción no se puede deshacer.
