# Rules of single operations. They follow the name of a column or become a sentence below an input, as the
# problems in errors.ftl do.
rules-same-password = a senha deve ser diferente da atual
rules-wrong-password = esta não é a senha atual
rules-offer-expired = a oferta expirou: comece de novo
rules-wrong-code = este não é o código atual do aplicativo, ou já foi usado
rules-has-account = este endereço tem uma conta: entre para aceitar o convite
rules-check-input = você entrou de novo, e seus dados estão abaixo. Nada foi salvo ainda: confira e envie
rules-no-such-worker = este agente não existe
rules-worker-deactivated = o agente está desativado: reative a conta primeiro
rules-changed-again = este campo foi alterado de novo desde então
rules-no-earlier-values = os valores anteriores não estão guardados
rules-gone =
    { $count ->
        [one] { $names } não existe mais
       *[other] { $names } não existem mais
    }
rules-invalid-setting = valor inválido “{ $value }”: deve ser { $expected }
rules-setting =
    { $kind ->
        [flag] “true” ou “false”
        [wire] “documented” ou “live”
        [requests] um número inteiro de solicitações por minuto, ou 0 para nenhum limite
        [data] um número de bytes de 1024 a 1048576
        [bytes] um número inteiro de bytes, ou 0 para nenhum limite
        [host] um nome de host, por exemplo commcarehq.org
        [cases] uma URL que começa com https:// ou http://, sem outras variáveis além de {"{domain}"}, {"{user_id}"} e {"{username}"}
       *[days] um número inteiro de dias, ou 0 para sempre
    }
rules-time-zone = “{ $value }” não é um fuso horário; use um nome como Africa/Nairobi
rules-time-zone-similar = “{ $value }” não é um fuso horário; você quis dizer { $similar }?
rules-or = { $one } ou { $other }
rules-parent-deactivated = o local pai está desativado: reative-o primeiro
rules-too-many-assigned = mais de { $most } agentes estão atribuídos a este local ou a seus sublocais: dê a eles outro local primeiro
rules-repeated-location = uma linha anterior é o mesmo local
rules-level-in-use = este campo não pode mudar enquanto houver locais deste nível
rules-one-choice = escolha um só valor
rules-pattern = o valor não corresponde ao padrão { $value }
rules-too-many-fields = o domínio teria mais de { $most } campos personalizados
rules-needs-choices = digite pelo menos uma opção, uma por linha
rules-not-a-regex = isto não é uma expressão regular: { $value }
rules-position = o valor deve ser um número inteiro de 0 a 9999
rules-slug = “{ $value }” só pode conter letras, dígitos, “_” e “-”
rules-field-of-profiles = estes perfis definem o campo; exclua-os primeiro: { $names }
rules-profile-in-use = alguns agentes têm este perfil: dê a eles outro perfil primeiro
rules-role-more-rights = a função tem permissões que você não tem
rules-role-name-in-use = o nome não pode mudar enquanto houver agentes com esta função
rules-role-in-use = a função está em uso: dê outra função a quem a tem primeiro
rules-not-in-future = a data deve estar no futuro
rules-key-per-domain = crie uma chave para cada domínio
rules-first-password = substitua sua primeira senha antes de criar uma chave para todos os domínios
rules-role-needs-domain = uma função exige um domínio: cada função pertence a um só domínio
rules-day = escreva um mês como 03-2027, ou um dia como 2027-03-31
rules-repeated-worker = a linha { $row } tem o mesmo agente: remova uma das duas linhas
rules-other-domain = o valor deve ser “{ $value }”, o domínio da importação
rules-unconfirmed-active = uma conta não confirmada não pode estar ativa
rules-error-text = isto é um erro da planilha; corrija-o
rules-cell =
    { $problem ->
        [error] a célula mostra um erro da planilha; corrija-o
        [date] a célula tem formato de data, mas nenhuma data; corrija-a
        [digits] o número tem mais dígitos do que uma célula numérica comporta; formate a coluna como texto e digite o valor de novo
        [formula] a fórmula não tem valor salvo; abra a pasta de trabalho em um programa de planilhas, salve-a e envie-a de novo
       *[merged] células de várias colunas estão mescladas
    }
rules-no-header = uma célula não tem cabeçalho
rules-cell-count = a linha tem { $found } células, mas o cabeçalho tem { $expected }; o arquivo pode estar incompleto, ou falta uma aspa
rules-not-an-object = a linha não é um objeto JSON; o arquivo pode estar incompleto
rules-column-per-field = cada campo personalizado precisa de uma coluna própria: “data: field”
rules-unsupported = esta coluna não é aceita; deixe-a em branco
rules-group-row = linha { $row } da planilha “groups”: { $problem }
rules-group-name-taken = outro grupo tem o nome “{ $value }”
rules-not-flag = “{ $value }” não é true nem false
rules-group-without-name = um grupo não tem nome
rules-group-id = o identificador é longo demais
rules-too-many-groups = há mais de { $most } grupos
rules-cannot-undo = a importação não pode ser desfeita: { $reason }
rules-undo-undone = ela já foi desfeita
rules-undo-changed = estes agentes foram alterados desde então: { $names }
rules-undo-submitted = agentes que ela criou enviaram formulários desde então
rules-undo-deleted = alguns de seus agentes foram excluídos desde então
rules-too-many-webhooks = o domínio já tem { $most } webhooks, que é o limite
rules-payload-without-people = é preciso incluir alterações de pessoas: o conteúdo “commcare” não tem outras
rules-unknown-kind = “{ $value }” não é um tipo de alteração: use *, um registro como person.* ou um tipo como person.created
rules-nothing-waiting = nenhuma alteração está à espera
rules-unknown-change = deve ser o número de uma alteração, de 0 a { $last }
rules-change-or-cursor = deve ser o número de uma alteração, ou um cursor
rules-nothing-to-test = o domínio não tem nenhum agente ativo para enviar como teste
rules-not-a-url = deve ser uma URL, por exemplo https://example.org/roster
rules-not-https = a URL deve começar com https://
rules-http-not-listed = a URL deve começar com https://; http:// só é permitido para as redes que o operador lista em webhook_networks
rules-url-credentials = a URL não pode conter nome de usuário nem senha
rules-url-fragment = a URL não pode conter um fragmento (#)
rules-address-refused = { $address } é { $kind }, e webhook_networks não o lista
rules-address-kind =
    { $kind ->
        [metadata] o endereço de metadados dos provedores de nuvem
        [provider] o endereço de metadados de um provedor de nuvem
        [unspecified] um endereço não especificado
        [private] um endereço privado
        [loopback] um endereço de loopback
        [link] um endereço de link local
        [reserved] um endereço reservado
        [documentation] um endereço para documentação
        [multicast] um endereço de multicast
       *[tls] um endereço que exige https://
    }
rules-of-host = { $host }: { $problem }
