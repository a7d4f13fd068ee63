locations-title = स्थान
locations-levels = संगठन स्तर
locations-add = स्थान जोड़ें
locations-add-sub-location = उप-स्थान जोड़ें
locations-edit = स्थान में बदलाव करें
locations-none = अभी कोई स्थान नहीं है।
locations-none-first = पहले
locations-none-levels = संगठन स्तर
locations-none-example = {" "}जोड़ें, उदाहरण के लिए क्षेत्र, ज़िला और क्लिनिक।
locations-total =
    { $count ->
        [one] { $count } स्थान
       *[other] { $count } स्थान
    }
locations-total-shown = ; नाम के क्रम में पहले { $count } दिखाए गए हैं
locations-search = स्थान खोजें
locations-search-hint = नाम या साइट कोड
locations-no-results = कोई परिणाम नहीं
locations-results = परिणाम
locations-clear-search = खोज मिटाएँ
locations-all = सभी स्थान
locations-workers-count =
    { $count ->
        [one] { $count } कार्यकर्ता
       *[other] { $count } कार्यकर्ता
    }
locations-sub-locations-count =
    { $count ->
        [one] { $count } उप-स्थान
       *[other] { $count } उप-स्थान
    }
locations-of = ({ $name })

locations-level = संगठन स्तर
locations-level-choose = कोई स्तर चुनें
locations-parent = मूल स्थान
locations-parent-hint = साइट कोड या नाम
locations-parent-none = कोई नहीं (सबसे ऊपर का स्तर)
locations-parent-keep = कोई बदलाव नहीं
locations-site-code = साइट कोड
locations-site-code-hint = API और स्प्रेडशीट में इस्तेमाल होने वाला अलग कोड। नाम से अपने-आप बनाने के लिए खाली छोड़ें।
locations-latitude = अक्षांश
locations-longitude = देशांतर
locations-coordinates = अक्षांश, देशांतर
locations-external-id = बाहरी ID
locations-external-id-hint = किसी दूसरे सिस्टम में इस स्थान की पहचान।
locations-data = कस्टम डेटा
locations-data-hint = हर पंक्ति में एक मान, नाम=मान के रूप में।
locations-data-line = '{ $line }' को नाम=मान के रूप में लिखें
locations-id = स्थान ID
locations-created = बनाया गया
locations-updated = पिछला बदलाव

locations-workers = कार्यकर्ता
locations-active-workers =
    { $count ->
        [0] इस स्थान या इसके उप-स्थानों पर कोई सक्रिय कार्यकर्ता नहीं है।
        [one] इस स्थान या इसके उप-स्थानों पर { $count } सक्रिय कार्यकर्ता है।
       *[other] इस स्थान या इसके उप-स्थानों पर { $count } सक्रिय कार्यकर्ता हैं।
    }
locations-show-people = लोगों की सूची में दिखाएँ
locations-location = स्थान
locations-here = यह स्थान
locations-below = उप-स्थान

locations-level-add = संगठन स्तर जोड़ें
locations-level-edit = संगठन स्तर में बदलाव करें
locations-levels-hint = हर स्थान किसी स्तर पर होता है, उदाहरण के लिए क्षेत्र, ज़िला या क्लिनिक। उसका मूल स्थान उससे ऊपर के स्तर पर होता है।
locations-levels-none = अभी कोई संगठन स्तर नहीं है।
locations-level-example = ज़िला
locations-level-code = कोड
locations-level-code-hint = API में स्तर का नाम।
locations-level-parent = मूल स्तर
locations-level-owns-cases = केस रखता है
locations-level-owns-cases-check = इस स्तर के स्थान केस रखते हैं
locations-level-sees-cases = उप-स्थानों के केस देखता है
locations-level-sees-cases-check = कार्यकर्ता उप-स्थानों के केस देखते हैं
locations-file-type = इस प्रकार की फ़ाइल नहीं चलती। ऐसी फ़ाइल चुनें जिसका नाम .csv, .xlsx, .xls या .ods पर समाप्त हो
