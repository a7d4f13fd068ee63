activity-title = Activité
activity-period = Période
activity-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
activity-summary = Résumé
activity-people = Personnes
activity-active-workers = Agents actifs
activity-submitting-workers = Agents ayant envoyé des formulaires au cours des 30 derniers jours
activity-share = Part des agents actifs
activity-chart-workers = Agents ayant envoyé des formulaires
activity-chart-submissions = Envois de formulaires
activity-per-day = { $title }, par jour
activity-table = Afficher sous forme de tableau
activity-date = Date ({ $zone })
activity-unit-people = personnes
activity-unit-workers = agents
activity-unit-submissions = envois
activity-chart-empty = Aucune donnée ({ $unit }).
activity-chart-area = Nombre de { $unit } : { $before } le { $from }, { $after } le { $to }.
activity-chart-most = Du { $from } au { $to } : au plus { $most } { $unit } par jour, le { $day }.
activity-chart-none = Du { $from } au { $to } : pas de données ({ $unit }).
