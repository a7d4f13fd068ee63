# First steps, the server for its operators, and the tree of locations as a spreadsheet.
start-server = सर्वर
start-version = संस्करण
start-store = डेटाबेस
start-store-value = { $engine }, स्कीमा { $number }
start-size = डेटाबेस का आकार
start-free-store = खाली डिस्क स्थान, डेटाबेस
start-free-backups = खाली डिस्क स्थान, बैकअप
start-of-total = { $total } में से { $free }
start-last-backup = अंतिम बैकअप
start-backup-due = बैकअप बाकी है
start-operators = संचालक
start-backups = बैकअप
start-no-folder = इस सर्वर पर बैकअप का कोई फ़ोल्डर नहीं है। roster.toml में backups सेट करें, या roster backup FILE चलाएँ।
start-backup-hint = बैकअप में सभी डोमेन का पूरा डेटा होता है, जिसमें व्यक्तिगत डेटा और गोपनीय मान भी हैं: इसे डेटाबेस की तरह सुरक्षित रखें। फ़ाइलें इस सर्वर पर { $folder } में हैं। roster restore कमांड बैकअप बहाल करती है।
start-backup-running = { $time } से बैकअप लिखा जा रहा है।
start-refresh = ताज़ा करें
start-backup-failed = अंतिम बैकअप विफल रहा: { $reason }
start-start-backup = बैकअप शुरू करें
start-file = फ़ाइल
start-file-size = आकार
start-file-actions = कार्रवाइयाँ
start-download = डाउनलोड करें
start-domains = डोमेन
start-no-domains = अभी कोई डोमेन नहीं है।
start-records-size = रिकॉर्ड का आकार
start-create-domain-title = डोमेन बनाएँ
start-create-domain = डोमेन बनाएँ
start-server-link = सर्वर की स्थिति और बैकअप
start-name-hint = यह सभी पतों का हिस्सा है, जैसे /a/NAME/api/। इसे बाद में बदला नहीं जा सकता।
start-wire = CommCare API के उत्तर
start-wire-documented = दस्तावेज़ के अनुसार
start-wire-live = जैसे चालू सेवा भेजती है
start-first-admin = आप इसके पहले व्यवस्थापक बनते हैं और दूसरों को आमंत्रित कर सकते हैं।
start-delete-backup-title = यह बैकअप हटाएँ?
start-delete-backup-text = फ़ाइल सर्वर से हटा दी जाती है। डाउनलोड की गई प्रतियाँ बनी रहती हैं।
start-delete-backup = बैकअप हटाएँ
start-first-steps = पहले कदम
start-import-sheet = स्प्रेडशीट आयात करें
start-presets = पूर्वनिर्धारित भूमिकाएँ
start-presets-hint = वे भूमिकाएँ जो अधिकांश डोमेन को चाहिए। आप उन्हें बाद में बदल सकते हैं।
start-add-preset = { $name } जोड़ें
start-add-presets = सभी { $count } जोड़ें
start-preset-manager = कार्यकर्ताओं, समूहों, स्थानों और वेब उपयोगकर्ताओं का प्रबंधन करता है, API से भी।
start-preset-supervisor = सौंपे गए स्थानों और उनके उप-स्थानों के कार्यकर्ताओं का प्रबंधन करता है।
start-preset-read-only = कार्यकर्ताओं, समूहों और स्थानों को देखता है, कुछ नहीं बदलता।
start-deactivated = निष्क्रिय
start-deactivate = निष्क्रिय करें
start-reactivate = फिर सक्रिय करें
start-import-export = आयात और निर्यात
start-import-export-title = स्थानों का आयात और निर्यात
start-import = आयात
start-export = निर्यात
start-preview-first = पहले आपको पूर्वावलोकन दिखता है। पुष्टि करने तक कुछ नहीं बदलता।
start-import-file = फ़ाइल (CSV, XLSX, XLS या ODS)
start-check-file = फ़ाइल जाँचें
start-columns = कॉलम
start-columns-text = name (आवश्यक), site_code, level (संगठन स्तर का कोड या नाम), parent (मूल स्थान का साइट कोड; सबसे ऊपर खाली), external_id, latitude, longitude, data: NAME, location_id। जिस पंक्ति का location_id या site_code ज्ञात है, वह उस स्थान को बदलती है; अन्य पंक्तियाँ नया स्थान बनाती हैं। खाली सेल मान हटाती है, और जो कॉलम नहीं है वह कुछ नहीं बदलता। मूल स्थान अपने उप-स्थानों के बाद आ सकते हैं। या तो सभी पंक्तियाँ आयात होती हैं या कोई नहीं।
start-export-text = सभी स्थान, उन कॉलमों के साथ जिन्हें आयात पढ़ता है।
start-preview = आयात का पूर्वावलोकन
start-summary = सारांश
start-errors = त्रुटियाँ
start-to-create = बनाने हैं
start-to-update = बदलने हैं
start-no-change = कोई बदलाव नहीं
start-import-refused = कुछ नहीं बदला गया। त्रुटि वाली पंक्तियाँ ठीक करें और फ़ाइल फिर से अपलोड करें।
start-import-nothing = फ़ाइल कुछ नहीं बदलती।
start-import-confirm =
    { $count ->
        [one] { $count } स्थान आयात करें
       *[other] { $count } स्थान आयात करें
    }
start-row = पंक्ति
start-parent = मूल स्थान
start-outcome = परिणाम
start-first-rows = हर परिणाम की पहली 500 पंक्तियाँ दिखाई गई हैं।
start-choose-file = फ़ाइल चुनें
start-file-large = तालिका 4 MiB से बड़ी है: इसे विभाजित करें
start-delete-location-title = यह स्थान हटाएँ?
start-delete-location = स्थान हटाएँ
start-delete-below =
    { $count ->
        [one] इसका { $count } उप-स्थान भी हटा दिया जाएगा।
       *[other] इसके { $count } उप-स्थान भी हटा दिए जाएँगे।
    }
start-delete-no-workers = कोई कार्यकर्ता नियुक्त नहीं है।
start-delete-workers =
    { $count ->
        [one] { $count } कार्यकर्ता की नियुक्ति हटेगी, खाता बना रहेगा; { $without } के पास कोई स्थान नहीं रहेगा।
       *[other] { $count } कार्यकर्ताओं की नियुक्ति हटेगी, खाते बने रहेंगे; { $without } के पास कोई स्थान नहीं रहेगा।
    }
start-delete-web-users =
    { $count ->
        [one] { $count } वेब उपयोगकर्ता की नियुक्ति हटेगी।
       *[other] { $count } वेब उपयोगकर्ताओं की नियुक्ति हटेगी।
    }
start-cannot-undo = इसे पूर्ववत नहीं किया जा सकता।
start-unknown-columns = अज्ञात कॉलम { $names }: नाम ठीक करें, या कस्टम मान के लिए उसे 'data: ' से शुरू करें
start-missing-column = तालिका में '{ $name }' कॉलम नहीं है: इसे जोड़ें
start-too-many-locations = तालिका में { $most } से अधिक स्थान हैं: इसे विभाजित करें
