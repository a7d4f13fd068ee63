groups-title = समूह
groups-add = समूह जोड़ें
groups-edit = समूह में बदलाव करें
groups-none = अभी कोई समूह नहीं है।
groups-total =
    { $count ->
        [one] { $count } समूह
       *[other] { $count } समूह
    }
groups-id = समूह ID
groups-case-sharing = केस साझा करना
groups-case-sharing-check = केस साझा करना: सदस्य केस साझा करते हैं
groups-reporting = रिपोर्टिंग
groups-reporting-check = रिपोर्टिंग: समूह को रिपोर्टों में दिखाएँ

groups-members = सदस्य
groups-active-members = सक्रिय सदस्य
groups-page-empty = यह पेज खाली है।
groups-members-none = अभी कोई सदस्य नहीं है। नीचे से जोड़ें।
groups-select = चुनें
groups-select-member = { $name } को चुनें
groups-remove-selected = चुने हुए निकालें

groups-add-members = सदस्य जोड़ें
groups-add-search = जोड़ने के लिए कार्यकर्ता
groups-search-workers = कार्यकर्ता खोजें
groups-search-hint = नाम, उपयोगकर्ता नाम, ईमेल या फ़ोन
groups-search-results = खोज के परिणाम
groups-already-member = , पहले से सदस्य
groups-add-selected = चुने हुए जोड़ें

groups-delete = समूह हटाएँ
groups-delete-title = क्या समूह { $name } को हटाना है?
groups-delete-empty = समूह में कोई सदस्य नहीं है। इसे पूर्ववत नहीं किया जा सकता।
groups-delete-members =
    { $count ->
        [one] समूह में { $count } सदस्य है। सदस्य हटाए नहीं जाते। इसे पूर्ववत नहीं किया जा सकता।
       *[other] समूह में { $count } सदस्य हैं। सदस्य हटाए नहीं जाते। इसे पूर्ववत नहीं किया जा सकता।
    }
