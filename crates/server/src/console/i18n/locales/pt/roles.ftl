roles-title = Funções
roles-add = Adicionar uma função
roles-edit = Editar função
roles-hint = Uma função é um conjunto de permissões para usuários web e agentes. Administradores têm todas as permissões.
roles-none = Nenhuma função ainda.
roles-permissions = Permissões
roles-workers = Agentes
roles-no-permissions = Nenhuma permissão
roles-users = Usuários com esta função
roles-no-users = Nenhum usuário
roles-others = Outras permissões do CommCare HQ (sem efeito no Roster)
roles-others-legend = Outras permissões
roles-delete-title = Excluir a função { $name }?
roles-delete-hint = Você só pode excluir uma função que nenhum usuário tem. Isto não pode ser desfeito.
roles-delete-button = Excluir função

# Permissions by group.
roles-group-people = Pessoas
roles-group-locations = Locais
roles-group-web-users = Usuários web
roles-group-apis = APIs
roles-group-domain = Domínio
roles-group-location-access = Acesso aos locais
roles-view-people = Ver pessoas
roles-edit-people = Adicionar, editar e excluir pessoas, grupos e campos personalizados
roles-view-groups = Ver grupos
roles-view-locations = Ver locais e níveis de organização
roles-edit-locations = Adicionar e editar locais e níveis de organização
roles-view-web-users = Ver usuários web
roles-edit-web-users = Adicionar e editar usuários web
roles-view-roles = Ver funções
roles-edit-roles = Adicionar, editar e excluir funções
roles-access-api = Usar as APIs
roles-edit-data = Informar envios de formulários de agentes
roles-edit-domain = Editar configurações, e ver e revogar as chaves de outros usuários
roles-manage-webhooks = Gerenciar webhooks, que enviam todas as alterações a outros sistemas
roles-access-all-locations = Acessar todos os locais. Sem isso, o acesso é limitado aos locais atribuídos.
roles-workers-count =
    { $count ->
        [one] { $count } agente
       *[other] { $count } agentes
    }
