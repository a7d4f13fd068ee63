activity-title = गतिविधि
activity-period = अवधि
activity-days =
    { $count ->
        [one] { $count } दिन
       *[other] { $count } दिन
    }
activity-summary = सारांश
activity-people = लोग
activity-active-workers = सक्रिय कार्यकर्ता
activity-submitting-workers = पिछले 30 दिनों में फ़ॉर्म भेजने वाले कार्यकर्ता
activity-share = सक्रिय कार्यकर्ताओं में हिस्सा
activity-chart-workers = फ़ॉर्म भेजने वाले कार्यकर्ता
activity-chart-submissions = फ़ॉर्म सबमिशन
activity-per-day = { $title }, प्रतिदिन
activity-table = तालिका के रूप में दिखाएँ
activity-date = तारीख ({ $zone })
activity-unit-people = लोग
activity-unit-workers = कार्यकर्ता
activity-unit-submissions = सबमिशन
activity-chart-empty = कोई डेटा नहीं ({ $unit })।
activity-chart-area = { $unit }: { $from } को { $before }, { $to } को { $after }।
activity-chart-most = { $from } से { $to }: प्रतिदिन अधिकतम { $most } { $unit }, { $day } को।
activity-chart-none = { $from } से { $to }: कोई डेटा नहीं ({ $unit })।
