groups-title = Grupos
groups-add = Adicionar um grupo
groups-edit = Editar grupo
groups-none = Ainda não há grupos.
groups-total =
    { $count ->
        [one] { $count } grupo
       *[other] { $count } grupos
    }
groups-id = ID do grupo
groups-case-sharing = Compartilhamento de casos
groups-case-sharing-check = Compartilhamento de casos: os membros compartilham casos
groups-reporting = Relatórios
groups-reporting-check = Relatórios: mostrar o grupo nos relatórios

groups-members = Membros
groups-active-members = Membros ativos
groups-page-empty = Esta página está vazia.
groups-members-none = Ainda não há membros. Adicione alguns abaixo.
groups-select = Selecionar
groups-select-member = Selecionar { $name }
groups-remove-selected = Remover selecionados

groups-add-members = Adicionar membros
groups-add-search = Agentes a adicionar
groups-search-workers = Pesquisar agentes
groups-search-hint = Nome, nome de usuário, e-mail ou telefone
groups-search-results = Resultados da pesquisa
groups-already-member = , já é membro
groups-add-selected = Adicionar selecionados

groups-delete = Excluir grupo
groups-delete-title = Excluir o grupo { $name }?
groups-delete-empty = O grupo não tem membros. Esta ação não pode ser desfeita.
groups-delete-members =
    { $count ->
        [one] O grupo tem { $count } membro. Os membros não são excluídos. Esta ação não pode ser desfeita.
       *[other] O grupo tem { $count } membros. Os membros não são excluídos. Esta ação não pode ser desfeita.
    }
