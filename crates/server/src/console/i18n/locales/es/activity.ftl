activity-title = Actividad
activity-period = Período
activity-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
activity-summary = Resumen
activity-people = Personas
activity-active-workers = Agentes activos
activity-submitting-workers = Agentes que enviaron formularios en los últimos 30 días
activity-share = Proporción de agentes activos
activity-chart-workers = Agentes que enviaron formularios
activity-chart-submissions = Envíos de formularios
activity-per-day = { $title }, por día
activity-table = Mostrar como tabla
activity-date = Fecha ({ $zone })
activity-unit-people = personas
activity-unit-workers = agentes
activity-unit-submissions = envíos
activity-chart-empty = Sin datos ({ $unit }).
activity-chart-area = Número de { $unit }: { $before } el { $from }, { $after } el { $to }.
activity-chart-most = Del { $from } al { $to }: como máximo { $most } { $unit } por día, el { $day }.
activity-chart-none = Del { $from } al { $to }: sin datos ({ $unit }).
