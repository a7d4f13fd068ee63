# What ends a sentence.
errors-full-stop = .

# Problems of fields. They follow the name of a column or become a sentence below an input, which then
# begins with a capital letter. In English some lack their subject, which the code adds.
errors-required-field = este campo é obrigatório
errors-required = este campo é obrigatório
errors-empty = o valor não pode ficar vazio
errors-use-at-most = use no máximo { $most } caracteres
errors-too-long = o valor não pode ter mais de { $most } caracteres
errors-unstorable = o valor não pode conter o caractere U+0000
errors-whole-number = o valor deve ser um número inteiro
errors-number = o valor deve ser um número
errors-text = o valor deve ser um texto
errors-true-or-false = o valor deve ser “true” ou “false”
errors-json-object = o valor deve ser um objeto JSON
errors-not-of-type =
    { $type ->
        [integer] o valor deve ser um número inteiro
        [float] o valor deve ser um número
        [boolean] o valor deve ser verdadeiro ou falso
        [date] o valor deve ser uma data
        [datetime] o valor deve ser uma data com hora
        [fixed] o valor deve ser uma das opções
        [json] o valor deve ser JSON
       *[other] o valor deve ser um texto
    }
errors-unknown-choice = “{ $value }” não é um dos valores permitidos
errors-not-editable = este campo é desconhecido ou somente leitura
errors-taken = “{ $value }” já está em uso
errors-unknown = “{ $value }” não existe
errors-domain-name = o nome deve ter de 1 a 63 caracteres a-z, 0-9 e “-”, e não pode começar com “-”; por exemplo “north-2026”
errors-email = “{ $value }” não é um endereço de e-mail
errors-phone = “{ $value }” não é um número de telefone: { $cause }
errors-phone-characters = use dígitos, com espaços, “-”, “.”, “(” e “)” como separadores
errors-phone-length = ele deve ter de 1 a 20 dígitos
errors-phone-negative = ele começa com um sinal de menos
errors-phone-decimals = ele tem casas decimais: formate a coluna como texto
errors-phone-exponent = ele está em notação científica: formate a coluna como texto
errors-phone-several = ele contém dois números: use uma coluna para cada um
errors-phone-trunk-zero = omita o “(0)” depois do código do país
errors-username-not-email = “{ $value }” não é um endereço de e-mail válido
errors-username-special = “{ $local }” em “{ $full }” não pode conter caracteres especiais
errors-username-host = o nome de usuário termina em “@{ $got }”, mas deve terminar em “@{ $expected }”
errors-username-taken = “{ $value }” já está em uso ou reservado
errors-password-or-connect = é obrigatória uma senha ou connect_username
errors-password-weak = a senha é fraca demais; use uma mais longa ou menos parecida com uma palavra comum
errors-password-too-long = a senha não pode ter mais de 1.024 bytes
errors-confirmation-email = é necessário um endereço de e-mail para a mensagem de confirmação
errors-confirmation-password = a senha não deve ser informada: o titular a escolhe na confirmação
errors-confirmation-not-required = este campo também exige require_account_confirmation
errors-already-confirmed = a conta já está confirmada
errors-unknown-groups = grupos desconhecidos: { $names }
errors-unknown-users = usuários desconhecidos: { $names }
errors-unknown-locations = locais desconhecidos: { $names }
errors-and-more = { $names } e mais { $count }
errors-unknown-role = a função “{ $name }” não existe
errors-unknown-profile = o perfil não existe
errors-profile-conflict = o perfil está em conflito com dados existentes
errors-controlled = “{ $key }” não pode ser definido diretamente
errors-locations-together = primary_location e locations devem ser informados juntos
errors-primary-not-among = o local principal deve ser um dos locais
errors-location-incomplete = um novo local precisa de um nome e de um nível de organização
errors-location-type-required = é obrigatório um nível de organização
errors-unknown-parent = o local superior não existe
errors-parent-childless = o local superior não pode ter sublocais
errors-parent-of-other-type = o local superior não pode ter sublocais deste nível
errors-sibling-name = já existe um local com o mesmo nome e o mesmo local superior
errors-site-code = o código só pode conter letras, dígitos, “-” e “_”
errors-site-code-taken = outro local usa este código
errors-unknown-location-type = o nível de organização “{ $name }” não existe
errors-type-not-for-parent = o nível de organização não é válido para o local superior
errors-type-with-children = o nível de um local com sublocais não pode mudar
errors-circular = o item ficaria dentro de si mesmo
errors-of-site = { $problem } (código do local { $code })
errors-of-field = { $label }: { $problem }
errors-unknown-field = não existe o campo personalizado “{ $key }”
errors-unknown-field-similar = não existe o campo personalizado “{ $key }”; você quis dizer “{ $similar }”?
errors-degrees = “{ $value }” não é um número de graus entre -{ $limit } e { $limit }
errors-merge-username = um agente não pode ser mesclado com outra pessoa: o nome de usuário seria perdido
errors-standard-field = este é o campo padrão “{ $name }”, não um atributo personalizado
errors-too-many-items = a lista não pode ter mais de { $most } itens
errors-too-many-bytes = o valor não pode ter mais de { $limit } bytes em JSON (tem { $size })
errors-too-many-words = a pesquisa não pode ter mais de { $most } palavras diferentes
errors-too-many-conditions = o filtro não pode ter mais de { $most } condições

# Errors of forms as a whole.
errors-conflict = outro usuário alterou isto depois que você abriu o formulário, por isso nada foi salvo. Seus dados estão abaixo. Para salvá-los mesmo assim, clique em Salvar novamente
errors-outside-locations = Você só pode adicionar agentes nos seus próprios locais. Escolha pelo menos um deles, e nenhum outro.
errors-last-admin = este é o último administrador ativo do domínio “{ $domain }”: torne antes outro membro administrador

# Error pages: the title and the advice for a status.
errors-title-forbidden = Não permitido
errors-hint-forbidden = Peça acesso a um administrador do domínio.
errors-title-not-found = Não encontrado
errors-hint-not-found = O registro foi excluído ou o endereço está errado.
errors-title-not-now = Não é possível agora
errors-hint-not-now = Volte e siga a orientação acima.
errors-title-too-many = Tentativas demais
errors-hint-too-many = Aguarde um momento e tente novamente.
errors-title-busy = Servidor ocupado
errors-hint-busy = Tente novamente em alguns segundos.
errors-title-server = Erro do servidor
errors-hint-server = Tente novamente. Se o erro continuar, entre em contato com a pessoa que administra o servidor.
errors-title-failed = Falha na solicitação
errors-hint-failed = Volte e tente novamente.

# Error pages: what is wrong. A text without a full stop becomes a sentence, as above.
errors-in-log = Os detalhes estão no log do servidor, sob o ID da solicitação abaixo.
errors-need-permission = Você precisa da permissão { $permission }.
errors-not-found =
    { $what ->
        [group] grupo não encontrado
        [location] local não encontrado
        [person] pessoa não encontrada
        [worker] agente não encontrado
        [user] usuário não encontrado
        [role] função não encontrada
        [webhook] webhook não encontrado
        [profile] perfil não encontrado
        [field] campo não encontrado
        [import] importação não encontrada
        [table] arquivo não encontrado
        [invitation] convite não encontrado
        [link] link não encontrado
        [change] alteração não encontrada
       *[other] item não encontrado
    }
errors-denied-not-a-member = não permitido: você não é membro deste projeto
errors-denied-outside-locations = não permitido: o agente está fora dos seus locais.
errors-denied-more-rights = não permitido: este membro tem permissões que você não tem
errors-denied-not-operator = não permitido: isto é para operadores do servidor: `roster web-user operator EMAIL` torna um usuário web operador
errors-denied-quota = não permitido: os registros deste projeto excederiam a cota de { $bytes } bytes: exclua alguns ou peça uma cota maior ao operador do servidor
errors-denied-password-not-confirmed = não permitido: digite antes sua senha novamente
errors-changed-since-read = o item mudou depois de ser lido; recarregue-o
errors-throttled = solicitações demais; tente novamente em { $seconds } s
errors-concurrent = conflito com uma alteração simultânea; tente novamente
errors-unavailable = o diretório está temporariamente indisponível; tente novamente mais tarde
errors-no-route = Não há nenhum recurso neste endereço.
errors-method = Método não permitido. Permitidos: { $allowed }.
errors-body-broken = O conteúdo não pode ser lido.
errors-body-too-large = O conteúdo é grande demais.
errors-body-too-slow = O conteúdo foi enviado devagar demais.
errors-uri-too-long = O endereço é longo demais.
errors-form-expired = Este formulário expirou. Recarregue a página e tente novamente.
