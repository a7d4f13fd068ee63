roles-title = भूमिकाएँ
roles-add = भूमिका जोड़ें
roles-edit = भूमिका संपादित करें
roles-hint = भूमिका वेब उपयोगकर्ताओं और कार्यकर्ताओं के लिए अनुमतियों का समूह है। व्यवस्थापकों के पास सभी अनुमतियाँ होती हैं।
roles-none = अभी कोई भूमिका नहीं।
roles-permissions = अनुमतियाँ
roles-workers = कार्यकर्ता
roles-no-permissions = कोई अनुमति नहीं
roles-users = इस भूमिका वाले उपयोगकर्ता
roles-no-users = कोई उपयोगकर्ता नहीं
roles-others = CommCare HQ की अन्य अनुमतियाँ (Roster में कोई प्रभाव नहीं)
roles-others-legend = अन्य अनुमतियाँ
roles-delete-title = भूमिका { $name } हटाएँ?
roles-delete-hint = आप केवल वही भूमिका हटा सकते हैं जो किसी उपयोगकर्ता की न हो। इसे पूर्ववत नहीं किया जा सकता।
roles-delete-button = भूमिका हटाएँ

# Permissions by group.
roles-group-people = लोग
roles-group-locations = स्थान
roles-group-web-users = वेब उपयोगकर्ता
roles-group-apis = API
roles-group-domain = डोमेन
roles-group-location-access = स्थानों की पहुँच
roles-view-people = लोगों को देखना
roles-edit-people = लोगों, समूहों और कस्टम फ़ील्ड को जोड़ना, संपादित करना और हटाना
roles-view-groups = समूह देखना
roles-view-locations = स्थान और संगठन स्तर देखना
roles-edit-locations = स्थान और संगठन स्तर जोड़ना और संपादित करना
roles-view-web-users = वेब उपयोगकर्ता देखना
roles-edit-web-users = वेब उपयोगकर्ता जोड़ना और संपादित करना
roles-view-roles = भूमिकाएँ देखना
roles-edit-roles = भूमिकाएँ जोड़ना, संपादित करना और हटाना
roles-access-api = API का उपयोग करना
roles-edit-data = कार्यकर्ताओं के फ़ॉर्म सबमिशन दर्ज करना
roles-edit-domain = सेटिंग्स संपादित करना, और दूसरे उपयोगकर्ताओं की कुंजियाँ देखना और रद्द करना
roles-manage-webhooks = वेबहुक प्रबंधित करना, जो सभी बदलाव दूसरे सिस्टम को भेजते हैं
roles-access-all-locations = सभी स्थानों की पहुँच। इसके बिना पहुँच केवल सौंपे गए स्थानों तक सीमित है।
roles-workers-count =
    { $count ->
        [one] { $count } कार्यकर्ता
       *[other] { $count } कार्यकर्ता
    }
