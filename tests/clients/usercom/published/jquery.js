var settings = {
"async": true,
"crossDomain": true,
"url": "https://<your_app_subdomain>.user.com/api/public/users/",
"method": "POST",
"headers": {
"authorization": "Token <your_64_char_api_key>",
"content-type": "application/json"
},
"data": {
"email": "mynewemail@mydomain.com",
"first_name": "John",
"last_name": "Doe"
}
}
$.ajax(settings).done(function (response) {
console.log(response);
});
