activity-title = Atividade
activity-period = Período
activity-days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
activity-summary = Resumo
activity-people = Pessoas
activity-active-workers = Agentes ativos
activity-submitting-workers = Agentes que enviaram formulários nos últimos 30 dias
activity-share = Proporção de agentes ativos
activity-chart-workers = Agentes que enviaram formulários
activity-chart-submissions = Envios de formulários
activity-per-day = { $title }, por dia
activity-table = Mostrar como tabela
activity-date = Data ({ $zone })
activity-unit-people = pessoas
activity-unit-workers = agentes
activity-unit-submissions = envios
activity-chart-empty = Sem dados ({ $unit }).
activity-chart-area = Número de { $unit }: { $before } em { $from }, { $after } em { $to }.
activity-chart-most = De { $from } a { $to }: no máximo { $most } { $unit } por dia, em { $day }.
activity-chart-none = De { $from } a { $to }: sem dados ({ $unit }).
