fields-title = Campos personalizados
fields-hint = Información adicional sobre las personas. Los campos declarados se muestran para cada agente. Los campos no declarados aparecieron con datos recibidos.
fields-none = Todavía no hay campos personalizados.
fields-add = Añadir un campo
fields-submit = Añadir campo
fields-edit = Editar { $name }
fields-key = Clave
fields-key-is = Clave:
fields-key-hint = El nombre en la API y en las hojas de cálculo: letras, dígitos, _ y -. No se puede cambiar después.
fields-label = Nombre visible
fields-label-hint = El nombre en la consola. Déjelo vacío para usar la clave.
fields-type = Tipo
fields-choices = Opciones
fields-choices-hint = Una por línea. Déjelo vacío para admitir cualquier valor del tipo. Los valores existentes no cambian.
fields-declared = Declarado
fields-undeclared = No declarado
fields-required = Obligatorio
fields-searchable = Se puede buscar
fields-declared-check = Declarado: se muestra para cada agente
fields-required-check = Obligatorio: cada agente necesita un valor
fields-searchable-check = Se puede buscar: las búsquedas encuentran a las personas por sus palabras
fields-position = Posición en los formularios
fields-position-hint = Un número. Los campos con el mismo número siguen el orden en que se añadieron.
fields-pattern = Patrón
fields-pattern-hint = Una expresión regular que debe cumplir todo el valor, por ejemplo
fields-pattern-hint-end = .
fields-message = Mensaje
fields-message-hint = Se muestra cuando un valor no cumple el patrón.

fields-type-text = Texto
fields-type-number = Número
fields-type-integer = Número entero
fields-type-date = Fecha
fields-type-datetime = Fecha y hora
fields-type-boolean = Sí o no
fields-type-choice = Una opción
fields-type-multiple = Varias opciones
fields-type-json = JSON

fields-delete = Eliminar campo
fields-delete-title = ¿Eliminar el campo { $name }?
fields-delete-people =
    { $count ->
        [0] Nadie tiene un valor.
        [one] Se elimina el valor de { $count } persona.
       *[other] Se eliminan los valores de { $count } personas.
    }
fields-delete-profiles =
    { $count ->
        [one] Elimine primero el perfil que lo establece: { $names }.
       *[other] Elimine primero los { $count } perfiles que lo establecen: { $names }.
    }
fields-delete-final = Esta acción no se puede deshacer.

fields-profiles = Perfiles
fields-profiles-hint = Un perfil establece varios campos de un agente a la vez. Estos valores no se pueden editar en el agente.
fields-profiles-none = Todavía no hay perfiles.
fields-profile-id = ID del perfil
fields-profile-values = Valores
fields-profile-values-hint = Los campos que se dejan vacíos se pueden editar en cada agente.
fields-profile-not-set = Sin establecer
fields-profile-add = Añadir un perfil
fields-profile-submit = Añadir perfil
fields-profile-named = el perfil { $name }
fields-profile-delete = Eliminar perfil
fields-profile-delete-title = ¿Eliminar el perfil { $name }?
fields-profile-delete-hint = Solo puede eliminar un perfil que no tenga ningún agente. Esta acción no se puede deshacer.
fields-choice-repeated = “{ $choice }” aparece más de una vez
