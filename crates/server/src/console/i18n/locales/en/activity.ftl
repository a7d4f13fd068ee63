activity-title = Activity
activity-period = Period
activity-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
activity-summary = Summary
activity-people = People
activity-active-workers = Active workers
activity-submitting-workers = Workers who submitted forms in the last 30 days
activity-share = Share of active workers
activity-chart-workers = Workers who submitted forms
activity-chart-submissions = Form submissions
activity-per-day = { $title }, per day
activity-table = Show as table
activity-date = Date ({ $zone })
activity-unit-people = people
activity-unit-workers = workers
activity-unit-submissions = submissions
activity-chart-empty = No { $unit }.
activity-chart-area = { $before } { $unit } on { $from }, { $after } on { $to }.
activity-chart-most = { $from } to { $to }: at most { $most } { $unit } per day, on { $day }.
activity-chart-none = { $from } to { $to }: no { $unit }.
