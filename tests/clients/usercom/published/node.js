var request = require("request");
var options = { method: 'POST',
url: 'https://<your_app_subdomain>.user.com/api/public/users/',
headers: {
'content-type': 'application/json',
authorization: 'Token <your_64_char_api_key>'
},
form: {
email: 'mynewemail@mydomain.com',
first_name: 'John',
last_name: 'Doe'
}
};
request(options, function (error, response, body) {
if (error) throw new Error(error);
console.log(body);
});
