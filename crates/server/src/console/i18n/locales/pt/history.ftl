history-title = Histórico
history-deleted-people = Pessoas excluídas
history-download = Baixar CSV
history-filters = Filtros
history-record-type = Tipo de registro
history-record = Registro
history-record-hint = Nome de usuário, nome ou ID
history-from = De
history-to = Até
history-source = Origem
history-user = Usuário
history-filter = Filtrar
history-results = Resultados
history-no-results = Nenhum resultado.
history-none = Ainda não há alterações.
history-order = As mais recentes primeiro. As datas estão no fuso horário { $zone }.
history-clear-filters = Limpar filtros
history-change = Alteração
history-fields = Campos
history-time = Data e hora
history-number = N.º
history-put-back = Restaurar
history-put-back-change = valores anteriores à alteração { $number }
history-newest = Mais recentes
history-older = Mais antigas
history-date-invalid = Informe as datas como ano-mês-dia, por exemplo 2026-11-21.

history-kind-person = Pessoas
history-kind-group = Grupos
history-kind-location = Locais
history-kind-location-type = Níveis de organização
history-kind-field = Campos personalizados
history-kind-profile = Perfis
history-kind-role = Funções
history-kind-web-user = Usuários web
history-kind-invitation = Convites
history-kind-api-key = Chaves de API
history-kind-app-key = Chaves do User.com
history-kind-saved-filter = Filtros salvos
history-kind-tag = Etiquetas
history-kind-list = Listas
history-kind-company = Empresas
history-kind-event = Eventos
history-kind-webhook = Webhooks
history-kind-domain = Domínio

history-action = { $record }: { $verb }
history-action-record =
    { $kind ->
        [person] pessoa
        [group] grupo
        [location] local
        [location_type] nível de organização
        [field] campo
        [profile] perfil
        [role] função
        [web_user] usuário web
        [invitation] convite
        [api_key] chave de API
        [app_key] chave do User.com
        [saved_filter] filtro salvo
        [tag] etiqueta
        [list] lista
        [company] empresa
        [event] evento
        [webhook] webhook
        [domain] domínio
       *[other] { $name }
    }
history-action-verb =
    { $verb ->
        [created] criação
        [updated] alteração
        [deleted] exclusão
        [restored] restauração
        [revoked] revogação
       *[other] { $verb }
    }

history-yes = sim
history-no = não
history-custom-field = campo personalizado { $name }
history-field =
    { $field ->
        [people_columns] colunas da lista de pessoas
        [username] nome de usuário
        [first_name] nome
        [last_name] sobrenome
        [name] nome
        [password] senha
        [password_link] link de senha
        [email] endereço de e-mail
        [default_phone_number] número de telefone principal
        [phone_numbers] números de telefone
        [language] idioma
        [role] função
        [groups] grupos
        [locations] locais
        [primary_location] local principal
        [user_profile] perfil
        [profile] perfil
        [user_data] dados personalizados
        [is_active] ativo
        [is_account_confirmed] conta confirmada
        [deactivate_after] desativar após
        [connect_username] nome de usuário do Connect
        [number] número
        [key] chave
        [custom_id] ID externo
        [gender] gênero
        [status] status
        [score] pontuação
        [unsubscribed] inscrição cancelada
        [notifications] notificações
        [assigned_to] atribuído a
        [tags] etiquetas
        [lists] listas
        [case_sharing] compartilhamento de casos
        [reporting] relatórios
        [users] membros
        [metadata] metadados
        [site_code] código do local
        [location_type_code] nível de organização
        [parent_location_id] local superior
        [latitude] latitude
        [longitude] longitude
        [external_id] ID externo
        [location_data] dados personalizados
        [code] código
        [parent] superior
        [shares_cases] possui casos
        [view_descendants] vê casos dos sublocais
        [administrative] administrativo
        [permissions] permissões
        [label] rótulo
        [value_type] tipo de valor
        [choices] opções
        [declared] declarado
        [position] posição
        [required] obrigatório
        [multiple] vários valores
        [pattern] padrão
        [pattern_message] mensagem do padrão
        [searchable] pesquisável
        [values] valores
        [description] descrição
        [size] tamanho
        [employees] funcionários
        [attributes] atributos
        [wire] respostas da API CommCare
        [strong_passwords] senhas fortes
        [digest_passwords] autenticação Digest
        [rate_limit] limite de solicitações
        [domain_rate_limit] limite de solicitações do domínio
        [custom_data_limit] limite dos dados personalizados
        [quota] cota
        [username_host] host dos nomes de usuário
        [cases_url] URL dos casos
        [history_days] dias de histórico
        [enforce_fields] validação nas APIs
        [query] consulta
        [primary_location_id] local principal
        [assigned_location_ids] locais atribuídos
        [is_active_in_domain] ativo no domínio
        [expires_at] data de expiração
        [prefix] prefixo
        [domain] domínio
        [allowed_ips] endereços IP permitidos
        [contacts_only] somente contatos
        [kinds] tipos de alterações
        [payload] conteúdo
        [active] ativo
        [paused_reason] motivo da pausa
       *[other] { $name }
    }
history-not-put-back = Não restaurado:
