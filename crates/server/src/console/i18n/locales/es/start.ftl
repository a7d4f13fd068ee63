# First steps, the server for its operators, and the tree of locations as a spreadsheet.
start-server = Servidor
start-version = Versión
start-store = Base de datos
start-store-value = { $engine }, esquema { $number }
start-size = Tamaño de la base de datos
start-free-store = Espacio libre en disco, base de datos
start-free-backups = Espacio libre en disco, copias de seguridad
start-of-total = { $free } de { $total }
start-last-backup = Última copia de seguridad
start-backup-due = Copia de seguridad pendiente
start-operators = Operadores
start-backups = Copias de seguridad
start-no-folder = Este servidor no tiene carpeta para copias de seguridad. Defina backups en roster.toml o ejecute roster backup FILE.
start-backup-hint = Una copia de seguridad tiene todos los datos de todos los dominios, con datos personales y secretos: protéjala como la base de datos. Los archivos están en { $folder } en este servidor. El comando roster restore restaura una copia.
start-backup-running = Hay una copia de seguridad en curso desde el { $time }.
start-refresh = Actualizar
start-backup-failed = La última copia de seguridad falló: { $reason }
start-start-backup = Iniciar una copia de seguridad
start-file = Archivo
start-file-size = Tamaño
start-file-actions = Acciones
start-download = Descargar
start-domains = Dominios
start-no-domains = Aún no hay dominios.
start-records-size = Tamaño de los registros
start-create-domain-title = Crear un dominio
start-create-domain = Crear dominio
start-server-link = Estado del servidor y copias de seguridad
start-name-hint = Forma parte de todas las direcciones, como /a/NAME/api/. No se puede cambiar después.
start-wire = Respuestas de la API de CommCare
start-wire-documented = Como está documentado
start-wire-live = Como las envía el servicio en línea
start-first-admin = Usted será su primer administrador y podrá invitar a otras personas.
start-delete-backup-title = ¿Eliminar esta copia de seguridad?
start-delete-backup-text = El archivo se elimina del servidor. Las copias descargadas permanecen.
start-delete-backup = Eliminar copia de seguridad
start-first-steps = Primeros pasos
start-import-sheet = Importar una hoja de cálculo
start-presets = Roles predefinidos
start-presets-hint = Roles que la mayoría de los dominios necesitan. Puede cambiarlos después.
start-add-preset = Añadir { $name }
start-add-presets = Añadir los { $count }
start-preset-manager = Gestiona agentes, grupos, ubicaciones y usuarios web, también mediante las API.
start-preset-supervisor = Gestiona los agentes de las ubicaciones asignadas y sus sububicaciones.
start-preset-read-only = Ve agentes, grupos y ubicaciones, y no cambia nada.
start-deactivated = Desactivada
start-deactivate = Desactivar
start-reactivate = Reactivar
start-import-export = Importar y exportar
start-import-export-title = Importar y exportar ubicaciones
start-import = Importar
start-export = Exportar
start-preview-first = Primero verá una vista previa. Nada cambia hasta que confirme.
start-import-file = Archivo (CSV, XLSX, XLS u ODS)
start-check-file = Comprobar el archivo
start-columns = Columnas
start-columns-text = name (obligatorio), site_code, level (código o nombre del nivel de organización), parent (código de la ubicación superior; vacío en la raíz), external_id, latitude, longitude, data: NAME, location_id. Una fila con un location_id o site_code conocido cambia esa ubicación; las demás crean una. Una celda vacía elimina el valor, y una columna ausente no cambia nada. Las superiores pueden ir después de sus sububicaciones. Se importan todas las filas o ninguna.
start-export-text = Todas las ubicaciones, con las columnas que lee la importación.
start-preview = Vista previa de la importación
start-summary = Resumen
start-errors = Errores
start-to-create = Por crear
start-to-update = Por actualizar
start-no-change = Sin cambios
start-import-refused = No se cambió nada. Corrija las filas con errores y suba el archivo de nuevo.
start-import-nothing = El archivo no cambia nada.
start-import-confirm =
    { $count ->
        [one] Importar { $count } ubicación
       *[other] Importar { $count } ubicaciones
    }
start-row = Fila
start-parent = Superior
start-outcome = Resultado
start-first-rows = Se muestran las primeras 500 filas de cada resultado.
start-choose-file = elija un archivo
start-file-large = la tabla supera los 4 MiB: divídala
start-delete-location-title = ¿Eliminar esta ubicación?
start-delete-location = Eliminar ubicación
start-delete-below =
    { $count ->
        [one] Su sububicación también se eliminará.
       *[other] Sus { $count } sububicaciones también se eliminarán.
    }
start-delete-no-workers = No hay agentes asignados.
start-delete-workers =
    { $count ->
        [one] { $count } agente perderá la asignación y conservará la cuenta; { $without } quedará sin ubicación.
       *[other] { $count } agentes perderán la asignación y conservarán la cuenta; { $without } quedarán sin ubicación.
    }
start-delete-web-users =
    { $count ->
        [one] { $count } usuario web perderá la asignación.
       *[other] { $count } usuarios web perderán la asignación.
    }
start-cannot-undo = Esto no se puede deshacer.
start-unknown-columns = columna desconocida { $names }: corrija el nombre o comience con 'data: ' para un valor personalizado
start-missing-column = la tabla no tiene la columna '{ $name }': añádala
start-too-many-locations = la tabla tiene más de { $most } ubicaciones: divídala
