web-users-title = Usuários web
web-users-add = Adicionar um usuário web
web-users-hint = Usuários web entram neste console. As chaves deles dão a programas acesso à API do CommCare.
web-users-role = Função
web-users-role-choose = Escolha uma função
web-users-role-hint = Somente funções com permissões que você tem são listadas.
web-users-role-admin = Administrador
web-users-role-deleted = Função excluída
web-users-active = Ativo
web-users-deactivated = Desativado
web-users-invitations = Convites
web-users-link-expires = Validade do link
web-users-expired = Expirado
web-users-withdraw = Retirar
web-users-withdraw-which = o convite de { $email }
web-users-new-hint = A próxima página mostra um link para enviar a esta pessoa. Ela entra com sua conta ou cria uma.
web-users-invite = Criar convite
web-users-invited-title = Usuário web convidado
web-users-invited-send = Envie este link para
web-users-invited-hint = . Com ele, a pessoa entra com sua conta ou cria uma. Ele funciona uma vez, até
web-users-invited-once = Você não poderá vê-lo novamente.
web-users-deactivate = Desativar
web-users-reactivate = Reativar
web-users-access = Acesso
web-users-own = Esta é a sua própria conta. Com outra função você pode perder permissões.
web-users-locations = Locais
web-users-primary = Local principal
web-users-primary-first = Primeiro local selecionado
web-users-total =
    { $count ->
        [one] { $count } usuário web
       *[other] { $count } usuários web
    }
