curl -X POST -H "Authorization: Token <your_64_char_api_key>" -H "Content-Type: application/json" -d '{
"email": "myemail@example.org",
"first_name": "John",
"last_name": "Doe"
}' "https://<your_app_subdomain>.user.com/api/public/users/"
