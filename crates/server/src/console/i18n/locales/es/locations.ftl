locations-title = Ubicaciones
locations-levels = Niveles de organización
locations-add = Añadir una ubicación
locations-add-sub-location = Añadir una sububicación
locations-edit = Editar ubicación
locations-none = Todavía no hay ubicaciones.
locations-none-first = Primero añada
locations-none-levels = niveles de organización
locations-none-example = , por ejemplo región, distrito y centro de salud.
locations-total =
    { $count ->
        [one] { $count } ubicación
       *[other] { $count } ubicaciones
    }
locations-total-shown =
    { $count ->
        [one] ; solo se muestra la primera por nombre
       *[other] ; se muestran las primeras { $count } por nombre
    }
locations-search = Buscar ubicaciones
locations-search-hint = Nombre o código de ubicación
locations-no-results = Sin resultados
locations-results = Resultados
locations-clear-search = Borrar la búsqueda
locations-all = Todas las ubicaciones
locations-workers-count =
    { $count ->
        [one] { $count } agente
       *[other] { $count } agentes
    }
locations-sub-locations-count =
    { $count ->
        [one] { $count } sububicación
       *[other] { $count } sububicaciones
    }
locations-of = de { $name }

locations-level = Nivel de organización
locations-level-choose = Elija un nivel
locations-parent = Ubicación superior
locations-parent-hint = Código o nombre de la ubicación
locations-parent-none = Ninguna (nivel más alto)
locations-parent-keep = Sin cambios
locations-site-code = Código de ubicación
locations-site-code-hint = El código único en la API y en las hojas de cálculo. Déjelo vacío para crearlo a partir del nombre.
locations-latitude = Latitud
locations-longitude = Longitud
locations-coordinates = Latitud, longitud
locations-external-id = ID externo
locations-external-id-hint = La identidad de la ubicación en otro sistema.
locations-data = Datos personalizados
locations-data-hint = Un valor por línea, con la forma nombre=valor.
locations-data-line = escriba «{ $line }» con la forma nombre=valor
locations-id = ID de la ubicación
locations-created = Creación
locations-updated = Última modificación

locations-workers = Agentes
locations-active-workers =
    { $count ->
        [0] Ningún agente activo en esta ubicación o en sus sububicaciones.
        [one] { $count } agente activo en esta ubicación o en sus sububicaciones.
       *[other] { $count } agentes activos en esta ubicación o en sus sububicaciones.
    }
locations-show-people = Mostrar en la lista de personas
locations-location = Ubicación
locations-here = Esta ubicación
locations-below = Sububicación

locations-level-add = Añadir un nivel de organización
locations-level-edit = Editar nivel de organización
locations-levels-hint = Cada ubicación está en un nivel, por ejemplo región, distrito o centro de salud. Su ubicación superior está en el nivel de arriba.
locations-levels-none = Todavía no hay niveles de organización.
locations-level-example = Distrito
locations-level-code = Código
locations-level-code-hint = El nombre del nivel en la API.
locations-level-parent = Nivel superior
locations-level-owns-cases = Tiene casos
locations-level-owns-cases-check = Las ubicaciones de este nivel tienen casos
locations-level-sees-cases = Ve los casos de las sububicaciones
locations-level-sees-cases-check = Los agentes ven los casos de las sububicaciones
locations-file-type = este tipo de archivo no se admite. Elija un archivo que termine en .csv, .xlsx, .xls o .ods
