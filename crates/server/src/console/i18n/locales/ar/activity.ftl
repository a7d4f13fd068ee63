activity-title = النشاط
activity-period = الفترة
activity-days =
    { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
activity-summary = الملخص
activity-people = الأشخاص
activity-active-workers = العاملون النشطون
activity-submitting-workers = العاملون الذين أرسلوا نماذج في آخر 30 يومًا
activity-share = نسبتهم من العاملين النشطين
activity-chart-workers = العاملون الذين أرسلوا نماذج
activity-chart-submissions = إرسالات النماذج
activity-per-day = { $title }، لكل يوم
activity-table = العرض في جدول
activity-date = التاريخ ({ $zone })
activity-unit-people = الأشخاص
activity-unit-workers = العاملون
activity-unit-submissions = الإرسالات
activity-chart-empty = لا بيانات ({ $unit }).
activity-chart-area = { $unit }: { $before } في { $from }، { $after } في { $to }.
activity-chart-most = من { $from } إلى { $to }: { $unit } { $most } في اليوم على الأكثر، في { $day }.
activity-chart-none = من { $from } إلى { $to }: لا بيانات ({ $unit }).
