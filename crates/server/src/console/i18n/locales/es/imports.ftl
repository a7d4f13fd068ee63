imports-title = Importación
imports-upload = Subir una hoja de cálculo de agentes
imports-upload-hint = Primero verá una vista previa. Nada cambia hasta que usted confirme.
imports-file = Archivo (CSV, XLSX o JSON Lines, hasta { $megabytes } MB)
imports-check = Comprobar el archivo
imports-choose-file = elija un archivo
imports-file-type = este tipo de archivo no se admite. Elija un archivo que termine en .csv, .xlsx, .xls, .ods o .jsonl

imports-columns = Columnas y plantilla
imports-columns-first-row = La primera fila contiene los nombres de las columnas de la carga masiva de CommCare:
imports-columns-or = o
imports-columns-any-of = , y cualquiera de estas:
imports-columns-and = , y
imports-columns-custom = para cada campo personalizado.
imports-columns-missing = Una columna ausente no cambia nada. Una celda vacía quita números de teléfono, grupos, ubicaciones, el perfil, el día de la desactivación y valores personalizados; en las demás columnas no cambia nada, y
imports-columns-clear = quita un nombre, una dirección de correo, un idioma o un rol.
imports-columns-asterisks = Una contraseña de asteriscos
imports-columns-asterisks-keep = no cambia la contraseña.
imports-columns-again = Importar de nuevo el mismo archivo no cambia nada.
imports-template = Descargue una plantilla vacía con las columnas de este dominio:
imports-template-workers-before = Para obtener una plantilla con sus agentes, exporte la lista de
imports-template-workers-link = personas
imports-template-workers-after = . Edite el archivo y súbalo aquí.

imports-pending = Vistas previas que le esperan
imports-pending-uploaded = , subido el
imports-pending-running = , aún en comprobación

imports-history = Historial de importaciones
imports-none = Todavía no hay importaciones.
imports-column-file = Archivo
imports-column-number = Importación
imports-column-time = Fecha y hora
imports-column-user = Usuario
imports-column-action = Acción
imports-undone = Deshecha
imports-undo = Deshacer
imports-password-links-of = Enlaces de contraseña
imports-undo-number = la importación { $number }
imports-undo-until = Puede deshacer una importación hasta que uno de sus agentes vuelva a cambiar.

imports-heading-changing = Cambiando agentes
imports-heading-action-stopped = La acción se detuvo
imports-heading-action-finished = Acción terminada
imports-heading-checking = Comprobando el archivo
imports-heading-importing = Importando
imports-heading-unreadable = No se puede leer el archivo
imports-heading-failed = La importación falló
imports-heading-columns = Asignar las columnas
imports-heading-preview = Vista previa de la importación
imports-heading-finished = Importación terminada
imports-heading-nothing = No se importó nada

imports-people = Personas
imports-progress = Progreso
imports-progress-workers =
    { $count ->
        [one] { $count } agente hasta ahora
       *[other] { $count } agentes hasta ahora
    }
imports-progress-rows =
    { $count ->
        [one] { $count } fila hasta ahora
       *[other] { $count } filas hasta ahora
    }
imports-progress-errors = , { $count } con errores
imports-progress-leave = . Puede salir de esta página y volver.
imports-refresh = Actualizar

imports-unreadable = No se puede leer el archivo: { $reason }.
imports-action-stopped = La acción se detuvo: { $reason }.
imports-stopped = La importación se detuvo: { $reason }.
imports-action-changed =
    { $count ->
        [one] Antes de eso se cambió { $count } agente.
       *[other] Antes de eso se cambiaron { $count } agentes.
    }
imports-nothing-changed-correct = No se cambió nada. Corrija el archivo y súbalo de nuevo.
imports-nothing-changed-again = No se cambió nada. Suba el archivo de nuevo.
imports-rows-imported =
    { $count ->
        [one] Antes de eso se importó { $count } fila. Suba el archivo de nuevo: las filas ya importadas no cambian.
       *[other] Antes de eso se importaron { $count } filas. Suba el archivo de nuevo: las filas ya importadas no cambian.
    }
imports-upload-file = Subir un archivo
imports-upload-another = Subir otro archivo

# The unknown headers of a file, for which the user chooses columns.
imports-columns-unknown =
    { $count ->
        [one] { $count } columna no se reconoce
       *[other] { $count } columnas no se reconocen
    }
imports-columns-unknown-hint = Elija qué contiene cada columna. Después verá la vista previa; nada cambia hasta que confirme. Para conservar una columna como dato personalizado, agregue primero un campo personalizado y suba de nuevo el archivo.
imports-columns-empty = Sin valores en las primeras filas.
imports-columns-values = Primeros valores:
imports-columns-ignore = Omitir esta columna
imports-columns-known = Columnas
imports-columns-fields = Campos personalizados
imports-columns-did-you-mean = ¿Quiso decir { $column }?
imports-columns-preview = Mostrar la vista previa
imports-columns-change = Cambiar las columnas
imports-columns-same = «{ $other }» también es { $column }. Omita una de las dos
imports-columns-choose = elija una columna u omítala
imports-columns-no-identity = Elija la columna con los nombres de usuario, o la de los identificadores (user_id).

imports-summary = Resumen
imports-errors = Errores
imports-to-update = Por actualizar
imports-to-create = Por crear
imports-updated = Actualizados
imports-created = Creados
imports-no-change = Sin cambios

imports-no-valid-row = No se puede importar ninguna fila. Corrija el archivo y súbalo de nuevo.
imports-all-same = Nada que importar: todos los agentes ya tienen estos valores.
imports-not-yet = Todavía no ha cambiado nada.
imports-not-yet-errors = Para importar todas las filas, corrija los errores en el archivo y súbalo de nuevo.
imports-mode = Modo de importación
imports-mode-rows =
    { $count ->
        [1] Importar la fila válida
       *[other] Importar las { $count } filas válidas
    }
imports-mode-rows-skip =
    { $count ->
        [one] , omitir la que tiene errores
       *[other] , omitir las { $count } con errores
    }
imports-mode-atomic = Importar solo si todas las filas son válidas
imports-execute =
    { $count ->
        [one] Importar { $count } agente
       *[other] Importar { $count } agentes
    }
imports-result =
    Creados: { $created }, actualizados: { $updated }, sin cambios: { $unchanged }{ $skipped ->
        [0] .
       *[other] , omitidos por errores: { $skipped }.
    }
imports-nothing-because =
    { $count ->
        [one] No se importó nada porque { $count } fila tiene errores. Corrija el archivo y súbalo de nuevo.
       *[other] No se importó nada porque { $count } filas tienen errores. Corrija el archivo y súbalo de nuevo.
    }
imports-slips = Imprimir fichas
imports-password-links =
    { $count ->
        [one] Enlace de contraseña para el agente nuevo
       *[other] Enlaces de contraseña para { $count } agentes nuevos
    }
imports-report = Descargar el informe
imports-error-rows = Descargar las filas con errores
imports-undo-action = Deshacer la acción
imports-undo-import = Deshacer la importación
imports-view-people = Ver las personas

imports-rows = Filas
imports-rows-filter = Filtrar las filas
imports-rows-first = Se muestran las primeras { $count } filas. El informe contiene todas las filas.
imports-rows-none = Ninguna fila.
imports-row = Fila
imports-worker = Agente
imports-changes = Cambios
imports-values = Valores
imports-empty = vacío
imports-changes-to = cambia a
imports-changes-arrow = →
imports-more = y { $count } más
imports-error-line = { $problem }; { $remedy }

imports-undo-title = ¿Deshacer la importación { $number }?
imports-undo-word = deshacer
imports-undo-deletes =
    { $count ->
        [one] Se eliminará { $count } agente creado por { $file }
       *[other] Se eliminarán { $count } agentes creados por { $file }
    }
imports-undo-restores =
    { $count ->
        [one] { $count } agente cambiado recupera los valores y la contraseña anteriores
       *[other] { $count } agentes cambiados recuperan los valores y la contraseña anteriores
    }
imports-undo-one = { $effect }.
imports-undo-both = { $deletes }; { $restores }.
imports-undo-heading = Deshacer la importación { $number }
imports-undo-stopped = Se detuvo antes de terminar: { $reason }. Para continuar, deshaga la importación de nuevo.
imports-undo-kept = No se deshicieron, porque estos agentes se modificaron mientras tanto: { $names }.
imports-undo-gone =
    { $count ->
        [one] Mientras tanto se eliminó { $count } agente.
       *[other] Mientras tanto se eliminaron { $count } agentes.
    }
imports-undo-part = { $done } de { $total } deshechos

imports-note-other-sheets = No se leyeron las demás hojas del libro: { $names }.
imports-note-ignored-columns = Columnas ignoradas: { $names }.
imports-note-windows-1252 = El archivo no está en UTF-8 y se leyó como Windows-1252: compruebe las letras con acentos o guárdelo como «CSV UTF-8».
imports-note-groups-created = Grupos creados: { $names }.
imports-note-groups-changed = Grupos cambiados: { $names }.
imports-note-groups-would-create = Grupos que se crearían: { $names }.
imports-note-groups-would-change = Grupos que se cambiarían: { $names }.

imports-reason-busy = el servidor estaba demasiado ocupado
imports-reason-server = error del servidor; los detalles están en el registro del servidor
imports-reason-report = no se pudo escribir el informe; los detalles están en el registro del servidor
imports-reason-too-large = la tabla contiene más de { $megabytes } MB. Divídala o use `roster import`
imports-reason-file = no se puede leer o escribir el archivo
imports-reason-unknown-columns = columna desconocida { $columns }: corrija el nombre o empiécelo con «data: » para un campo personalizado
imports-reason-column = «{ $name }»
imports-reason-column-similar = «{ $name }» (¿quiso decir «{ $similar }»?)
imports-reason-repeated-column = la columna «{ $name }» aparece dos veces: quite una de ellas
imports-reason-same-column = las columnas '{ $other }' y '{ $name }' son ambas '{ $column }': quite una de ellas
imports-reason-no-identity = la tabla no tiene ni columna «username» ni columna «user_id»: añada una
imports-reason-empty = la tabla está vacía: su primera fila debe nombrar las columnas
imports-reason-exported-row = la fila de “{ $username }” supera los 4 MiB que acepta una importación: quite parte de sus datos personalizados
imports-reason-does-not-fit = { $reason }: exporte como jsonl
imports-misfit-rows = una hoja de cálculo admite 1.048.575 agentes como máximo
imports-misfit-columns = una tabla puede tener { $most } columnas como máximo
imports-misfit-size = el libro sería más grande de lo que acepta una importación
imports-misfit-text = un valor de “{ $column }” tiene más de { $most } caracteres
imports-misfit-value = un agente tiene un valor sin columna, consulte `roster check`
imports-misfit-row = no se puede escribir una fila
imports-misfit-workbook = no se puede escribir el libro ({ $reason })
imports-reason-too-many-columns = la fila { $row } tiene más del máximo de { $most } columnas
imports-reason-too-many-rows = la tabla tiene más de { $most } filas: divídala
imports-reason-row-too-long = la fila { $row } supera los 4 MiB: compruebe si falta una comilla de cierre
imports-reason-unclosed-quote = la comilla que abre una celda en la fila { $row } nunca se cierra: ciérrela y duplique las comillas dentro de una celda
imports-reason-text-after-quote = la fila { $row } tiene texto después de una comilla de cierre: duplique las comillas dentro de una celda
imports-reason-not-utf-8 = la fila { $row } no está en UTF-8: guarde el archivo como «CSV UTF-8»
imports-reason-damaged = el archivo está dañado o incompleto en la fila { $row }: guárdelo o súbalo de nuevo

imports-remedy-enter = escriba un valor
imports-remedy-email = escriba una sola dirección, como ada@example.org, o déjelo vacío
imports-remedy-phone = escriba dígitos, con un + delante como máximo, o déjelo vacío
imports-remedy-true-or-false = escriba true o false
imports-remedy-username = use solo letras, dígitos y . _ + -
imports-remedy-host = quite la @ y todo lo que sigue
imports-remedy-other-username = elija otro nombre de usuario; los de agentes eliminados siguen ocupados
imports-remedy-no-id = deje user_id vacío para crear un agente nuevo
imports-remedy-present = escriba el valor actual o quite la columna
imports-remedy-group = cree primero el grupo o corrija su nombre
imports-remedy-location = cree primero la ubicación o corrija su código
imports-remedy-role = `roster role list` muestra los roles
imports-remedy-profile = `roster profile list` muestra los perfiles
imports-remedy-controlled = vacíe la celda; el perfil o el servidor fija este valor
imports-remedy-password = elija otra contraseña o escriba **** para conservar la actual
imports-remedy-shorten = acorte el valor
imports-remedy-null = quite el carácter U+0000
imports-remedy-correct = corrija la fila

imports-reason-not-workbook = el archivo no es un libro de cálculo: { $remedy }
imports-reason-not-csv = el archivo no es CSV: { $remedy }
imports-reason-not-readable = el archivo no se puede leer: { $remedy }
imports-reason-not-complete = el archivo no está completo: { $remedy }
imports-reason-too-large-workbook = el libro es demasiado grande: { $limit }

imports-file-save-again = puede estar incompleto o tener una extensión incorrecta; guárdelo o súbalo de nuevo
imports-file-password = el libro está protegido con una contraseña; guárdelo sin ella
imports-file-binary = es un libro binario (.xlsb); guárdelo como .xlsx
imports-file-document = es un documento de un procesador de textos; copie su tabla en una hoja de cálculo
imports-file-pdf = es un PDF; copie su tabla en una hoja de cálculo
imports-file-numbers = es una hoja de cálculo de Numbers; expórtela como .xlsx o .csv
imports-file-zip = es un archivo zip; descomprímalo
imports-file-gzip = es un archivo gzip; descomprímalo
imports-file-rename-ods = es un libro de cálculo; cámbiele la extensión a .ods
imports-file-rename-or-unpack = es un libro de cálculo o un archivo comprimido; cámbiele la extensión a .xlsx o descomprímalo
imports-file-rename-xls = es un libro de cálculo; cámbiele la extensión a .xls
imports-file-rename-jsonl = es JSON; cámbiele la extensión a .jsonl
imports-file-rename-csv = es un archivo de texto; cámbiele la extensión a .csv
imports-file-xml = es una hoja de cálculo XML de Excel 2003; ábrala en un programa de hojas de cálculo y guárdela como .xlsx
imports-file-flat = es un archivo OpenDocument plano; guárdelo como .ods o .xlsx
imports-file-html = es una página web (HTML); ábrala en un programa de hojas de cálculo y guárdela como .xlsx
imports-file-values = la fórmula no tiene un valor guardado; abra el libro en un programa de hojas de cálculo, guárdelo y súbalo de nuevo
imports-file-error-values = una celda muestra un error de la hoja de cálculo, como #ERROR!, #SPILL! o #CALC!; corríjalo y guarde de nuevo el libro

imports-limit-files = contiene demasiados archivos
imports-limit-cell = una celda supera 1 MiB
imports-limit-data = sus datos sin comprimir superan el límite de una tabla de agentes
imports-limit-xls = guárdelo como .xlsx
imports-limit-merged = tiene demasiadas celdas combinadas
imports-limit-repeated = sus celdas repetidas superan el límite
