people-title = Pessoas
people-person = Pessoa { $number }
people-back = Voltar à pessoa
people-back-to-list = Voltar à lista

people-add-worker = Adicionar um agente
people-add-contact = Adicionar um contato
people-search-hint = Nome, nome de usuário, e-mail, telefone ou campo pesquisável
people-filters = Filtros
people-filter = Filtrar
people-clear-filters = Limpar filtros
people-group = Grupo
people-location = Local
people-role = Função
people-tag = Etiqueta
people-tag-name = Nome da etiqueta
people-sort = Ordenar por
people-more-filters = Mais filtros
people-custom-field = Campo personalizado
people-field-value = Valor do campo
people-changed-since = Alterados desde ({ $zone })
people-no-phone = Sem número de telefone
people-never-submitted = Nunca enviou um formulário

people-state-active = Agentes ativos
people-state-deactivated = Agentes desativados
people-state-contacts = Contatos
people-state-all = Todas as pessoas

people-order-username = Nome de usuário A–Z
people-order-username-descending = Nome de usuário Z–A
people-order-updated-first = Alterados recentemente primeiro
people-order-updated-last = Alterados recentemente por último
people-order-newest = Mais novos primeiro
people-order-oldest = Mais antigos primeiro

people-none = Ainda não há agentes.
people-total =
    { $count ->
        [one] { $count } pessoa
       *[other] { $count } pessoas
    }
people-range = { $first }–{ $last } de { $total } pessoas
people-page-empty =
    { $count ->
        [one] Esta página está vazia. Há { $count } pessoa.
       *[other] Esta página está vazia. Há { $count } pessoas.
    }

people-select = Selecionar
people-select-all-on-page = Selecionar tudo nesta página
people-selected-workers = Agentes selecionados
people-select-all-results = Selecionar todos os { $count } resultados
people-selected = Seleção: { $count }.
people-selected-elsewhere = Seleção: { $count }, { $elsewhere } em outras páginas.
people-clear-selection = Limpar seleção
people-phone = Telefone
people-groups = Grupos
people-locations = Locais
people-cases = Casos
people-cases-of = de { $name }
people-last-submission = Último envio
people-in-company = Empresa: { $name }
people-on-list = Lista: { $name }
people-columns = Escolher colunas
people-columns-hint = A escolha é guardada para a sua conta neste domínio. Ela também vale para a impressão. As exportações têm as colunas das importações.
people-columns-shown = Colunas mostradas
people-columns-default = Usar as colunas padrão
people-print-all = Imprimir tudo ({ $count })
people-print-first =
    { $count ->
        [one] Esta página mostra apenas a primeira pessoa. Para ver mais, exporte a lista.
       *[other] Esta página mostra apenas as primeiras { $count } pessoas. Para ver mais, exporte a lista.
    }
people-export = Exportar estes agentes:

people-status-active = Ativo
people-status-deactivated = Desativado
people-status-unconfirmed = Não confirmado
people-status-contact = Contato

people-bulk-deactivate = Desativar
people-bulk-reactivate = Reativar
people-bulk-join = Adicionar a um grupo
people-bulk-leave = Remover de um grupo
people-bulk-location = Definir o local
people-bulk-role = Definir a função
people-bulk-language = Definir o idioma
people-bulk-tag = Adicionar etiqueta
people-bulk-untag = Remover etiqueta
people-bulk-field = Definir campo personalizado
people-bulk-profile = Definir o perfil
people-bulk-password = Redefinir senhas
people-bulk-link = Criar links de senha
people-bulk-delete = Excluir

people-workers =
    { $count ->
        [one] { $count } agente
       *[other] { $count } agentes
    }
people-bulk-deactivate-workers = Desativar { people-workers }
people-bulk-reactivate-workers = Reativar { people-workers }
people-bulk-join-workers = Adicionar { people-workers } a um grupo
people-bulk-join-named = Adicionar { people-workers } ao grupo { $group }
people-bulk-leave-workers = Remover { people-workers } de um grupo
people-bulk-leave-named = Remover { people-workers } do grupo { $group }
people-bulk-location-workers = Definir o local de { people-workers }
people-bulk-role-workers = Definir a função de { people-workers }
people-bulk-language-workers = Definir o idioma de { people-workers }
people-bulk-tag-workers = Adicionar uma etiqueta a { people-workers }
people-bulk-untag-workers = Remover uma etiqueta de { people-workers }
people-bulk-field-workers = Definir um campo personalizado de { people-workers }
people-bulk-profile-workers = Definir o perfil de { people-workers }
people-bulk-password-workers = Redefinir a senha de { people-workers }
people-bulk-link-workers = Criar links de senha para { people-workers }
people-bulk-delete-workers = Excluir { people-workers }
people-bulk-change-workers = Alterar { people-workers }
people-bulk-title = { $action }?
people-bulk-nothing = Nada foi alterado

people-bulk-selected =
    { $count ->
        [one] O agente que você selecionou.
       *[other] Os { $count } agentes que você selecionou.
    }
people-bulk-imported =
    { $count ->
        [one] O agente criado pela importação { $number }.
       *[other] Os { $count } agentes criados pela importação { $number }.
    }
people-bulk-found =
    { $count ->
        [one] { $count } agente, ou seja, toda a lista: { $filters }.
       *[other] { $count } agentes, ou seja, toda a lista: { $filters }.
    }
people-bulk-filter-active = agentes ativos
people-bulk-filter-deactivated = agentes desativados
people-bulk-filter-contacts = contatos
people-bulk-filter-all = todas as pessoas
people-bulk-filter-search = encontrados por “{ $text }”
people-bulk-filter-group = do grupo escolhido
people-bulk-filter-location = do local escolhido ou de seus sublocais
people-bulk-filter-role = com a função escolhida
people-bulk-filter-tag = com a etiqueta escolhida
people-bulk-filter-company = da empresa escolhida
people-bulk-filter-list = da lista escolhida
people-bulk-filter-field = com o valor escolhido de um campo personalizado
people-bulk-filter-phone = sem número de telefone
people-bulk-filter-forms = que nunca enviaram um formulário
people-bulk-filter-since = alterados desde o dia escolhido

people-bulk-language-hint = Deixe vazio para remover o idioma.
people-bulk-value-hint = Deixe vazio para remover o valor.
people-bulk-delete-hint = Os agentes excluídos podem ser restaurados durante 30 dias, em “Pessoas excluídas”.
people-bulk-password-hint = Cada agente recebe uma senha gerada, e a atual deixa de funcionar. Depois você pode baixar as senhas em um arquivo CSV.
people-bulk-location-hint = O local substitui todos os locais atuais de um agente.
people-bulk-undo-hint = Você pode desfazer a ação até que um dos agentes seja alterado de novo.

people-error-days = escolha um dos números de dias da lista
people-error-select = selecione primeiro pelo menos um agente
people-error-choose-action = escolha uma ação
people-error-choose-group = escolha um grupo
people-error-unknown-group = este grupo não existe
people-error-unknown-location = este local não existe
people-error-unknown-role = esta função não existe
people-error-unknown-field = este campo personalizado não existe
people-error-no-filter = a lista não tem o filtro “{ $name }”
people-error-date = digite uma data como ano-mês-dia, por exemplo 2026-11-21
people-error-field-value = digite o valor do campo
people-error-choose-tag = escolha uma etiqueta
people-error-no-tag = esta etiqueta não existe
people-error-no-company = esta empresa não existe
people-error-no-list = esta lista não existe
people-error-no-profile = este perfil não existe
people-error-choose-field = escolha um campo personalizado
people-error-groups = Para alterar os grupos de um agente, você precisa ter acesso a todos os locais.

people-edit = Editar { $name }
people-username-fixed = Nome de usuário: { $username } (não pode ser alterado)
people-not-saved = Nada foi salvo. Corrija os campos marcados abaixo.
people-not-added = O agente não foi adicionado. Corrija os campos marcados abaixo.
people-worker-added = Agente adicionado
people-sign-in = Acesso
people-username-hint = O nome de usuário completo é { $username }. Ele não pode ser alterado depois.
people-username-example = nome
people-password-hint = Deixe vazio para gerar uma senha. Ela é mostrada uma única vez.
people-submit-worker = Adicionar agente
people-first-name = Nome
people-last-name = Sobrenome
people-email = E-mail
people-language = Idioma
people-phone-numbers-hint = Números de telefone, um por linha, o principal primeiro
people-groups-confined = Os grupos abrangem vários locais. Somente usuários com acesso a todos os locais podem alterá-los.
people-groups-none-yet = Ainda não há grupos.
people-groups-more = Mais grupos, um nome por linha
people-groups-incomplete = Nem todos os grupos são mostrados.
people-groups-search = Pesquisar grupos
people-locations-none-yet = Ainda não há locais.
people-locations-more = Mais locais, um código do local ou nome por linha
people-locations-incomplete = Nem todos os locais são mostrados.
people-locations-view = Ver os locais
people-primary-location = Local principal
people-primary-location-first = Primeiro local selecionado
people-custom-data = Dados personalizados
people-profile = Perfil
people-profile-hint = Um perfil define alguns dos campos abaixo.
people-profile-sets = Definido pelo perfil.
people-required = Obrigatório
people-required-mark = (obrigatório)
people-add-value = Adicionar um valor
people-value = Valor
people-add-as-field = Adicionar como novo campo

people-conflict = Outro usuário alterou esta pessoa desde que você abriu o formulário.
people-conflict-hint = Nada foi salvo. Os campos que só um de vocês alterou são mantidos; onde ambos alteraram o mesmo campo, os dois valores são mostrados abaixo dele. Para salvar os seus valores, pressione Salvar novamente.

people-contact-hint = Um contato é uma pessoa sem nome de usuário, que não entra no sistema. A API do User.com retorna contatos e agentes.
people-submit-contact = Adicionar contato
people-gender = Gênero
people-gender-none = Não especificado
people-gender-female = Feminino
people-gender-male = Masculino
people-mailings = Envios de e-mail
people-subscribed = Inscrito nos envios de e-mail
people-unsubscribed = Inscrição cancelada
people-external-id = ID externo
people-score = Pontuação

people-reset-password = Redefinir senha
people-deactivate = Desativar
people-reactivate = Reativar
people-confirm = Confirmar
people-edit-details = Editar detalhes do User.com
people-details = Perfil
people-profile-is = Perfil:
people-custom-data-none = Sem dados personalizados
people-history = Histórico
people-history-none = Ainda não há alterações.
people-forms = Envios de formulários
people-forms-submitted-30-days = Enviados, últimos 30 dias
people-forms-completed-30-days = Concluídos, últimos 30 dias
people-forms-submitted-month = Enviados, mês passado
people-forms-completed-month = Concluídos, mês passado
people-groups-none = Sem grupos
people-locations-none = Sem locais
people-primary = Principal
people-tags = Etiquetas
people-tags-none = Sem etiquetas
people-tag-remove = Remover a etiqueta { $name }
people-tag-new = Nova etiqueta
people-companies = Empresas
people-companies-none = Sem empresas
people-company = Empresa
people-company-remove = Remover de { $name }
people-company-hint = Uma empresa que não existe é criada.

people-phone-numbers = Números de telefone
people-connect-id = ConnectID
people-id = ID
people-usercom-id = ID do User.com
people-created = Criação
people-updated = Última alteração
people-city = Cidade
people-region = Região
people-country = País
people-time-zone = Fuso horário
people-facebook = Facebook
people-linkedin = LinkedIn
people-twitter = Twitter
people-google = Google
people-picture = Foto
people-last-ip = Último endereço IP
people-browser = Navegador
people-browser-language = Idioma do navegador
people-operating-system = Sistema operacional
people-screen-resolution = Resolução da tela
people-first-seen = Primeira visita
people-last-seen = Última visita
people-last-contacted = Último contato
people-other = Outro

people-event-created = Criação
people-event-updated = Alteração
people-event-deleted = Exclusão
people-event-fields = { $event }: { $fields }
people-event-source = { $user }, { $channel }
people-channel-commcare = API do CommCare
people-channel-usercom = API do User.com
people-channel-scim = SCIM
people-channel-console = Console
people-channel-import = Importação
people-channel-cli = Linha de comando
people-channel-server = Servidor

# One-time links with which workers set their passwords.
people-link = Link de senha
people-link-title = Link de senha para { $name }
people-link-hint = Com um link, o agente escolhe uma senha. A senha atual funciona até lá, e um novo link substitui o anterior. Agentes desativados não recebem link. Depois você pode imprimir fichas com códigos QR.
people-link-valid-for = O link é válido por
people-link-days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
people-link-create = Criar link
people-link-give = Entregue este link ou a ficha impressa somente ao agente.
people-link-once = Você não poderá vê-lo de novo.
people-link-print = Imprimir ficha

people-password-title = Redefinir a senha de { $name }
people-password-warning = A senha atual deixa de funcionar imediatamente.
people-password-new = Nova senha
people-password-generate = Gerar uma senha e mostrá-la uma vez
people-password-choose = Definir esta senha:
people-password-done = Senha redefinida
people-password-give = Entregue esta senha a
people-password-give-end = .
people-password-once = Você não poderá vê-la de novo.

people-delete-title = Excluir { $name }?
people-delete-consequence = { $name } e todos os seus dados serão excluídos. Esta ação não pode ser desfeita.
people-delete-username = O nome de usuário não poderá ser usado novamente.
people-delete-instead = Para apenas bloquear o acesso,
people-delete-instead-link = desative
people-delete-instead-end = o agente.
people-delete-worker = Excluir agente
people-delete-contact = Excluir contato
people-deleted-title = Pessoas excluídas
people-deleted-hint = Pessoas excluídas nos últimos 30 dias. Um agente restaurado recupera a senha, os grupos, os locais e os envios de formulários anteriores.
people-deleted-none = Nenhuma pessoa excluída.
people-deleted-at = Exclusão
people-deleted-by = Usuário
people-restore = Restaurar
