fields-title = Campos personalizados
fields-hint = Informações adicionais sobre as pessoas. Os campos declarados são mostrados para cada agente. Os campos não declarados surgiram com dados recebidos.
fields-none = Ainda não há campos personalizados.
fields-add = Adicionar um campo
fields-submit = Adicionar campo
fields-edit = Editar { $name }
fields-key = Chave
fields-key-is = Chave:
fields-key-hint = O nome na API e nas planilhas: letras, dígitos, _ e -. Ele não pode ser alterado depois.
fields-label = Rótulo
fields-label-hint = O nome no console. Deixe vazio para usar a chave.
fields-type = Tipo
fields-choices = Opções
fields-choices-hint = Uma por linha. Deixe vazio para aceitar qualquer valor do tipo. Os valores existentes não mudam.
fields-declared = Declarado
fields-undeclared = Não declarado
fields-required = Obrigatório
fields-searchable = Pesquisável
fields-declared-check = Declarado: mostrado para cada agente
fields-required-check = Obrigatório: cada agente precisa de um valor
fields-searchable-check = Pesquisável: as pesquisas encontram as pessoas pelas palavras do campo
fields-position = Posição nos formulários
fields-position-hint = Um número. Os campos com o mesmo número seguem a ordem em que foram adicionados.
fields-pattern = Padrão
fields-pattern-hint = Uma expressão regular à qual todo o valor deve corresponder, por exemplo
fields-pattern-hint-end = .
fields-message = Mensagem
fields-message-hint = Mostrada para um valor que não corresponde ao padrão.

fields-type-text = Texto
fields-type-number = Número
fields-type-integer = Número inteiro
fields-type-date = Data
fields-type-datetime = Data e hora
fields-type-boolean = Sim ou não
fields-type-choice = Uma opção
fields-type-multiple = Várias opções
fields-type-json = JSON

fields-delete = Excluir campo
fields-delete-title = Excluir o campo { $name }?
fields-delete-people =
    { $count ->
        [0] Ninguém tem um valor.
        [one] O valor de { $count } pessoa é excluído.
       *[other] Os valores de { $count } pessoas são excluídos.
    }
fields-delete-profiles =
    { $count ->
        [one] Exclua primeiro o perfil que o define: { $names }.
       *[other] Exclua primeiro os { $count } perfis que o definem: { $names }.
    }
fields-delete-final = Esta ação não pode ser desfeita.

fields-profiles = Perfis
fields-profiles-hint = Um perfil define vários campos de um agente de uma vez. Esses valores não podem ser editados no agente.
fields-profiles-none = Ainda não há perfis.
fields-profile-id = ID do perfil
fields-profile-values = Valores
fields-profile-values-hint = Os campos deixados vazios continuam editáveis em cada agente.
fields-profile-not-set = Não definido
fields-profile-add = Adicionar um perfil
fields-profile-submit = Adicionar perfil
fields-profile-named = o perfil { $name }
fields-profile-delete = Excluir perfil
fields-profile-delete-title = Excluir o perfil { $name }?
fields-profile-delete-hint = Só é possível excluir um perfil que nenhum agente tem. Esta ação não pode ser desfeita.
fields-choice-repeated = “{ $choice }” aparece mais de uma vez
