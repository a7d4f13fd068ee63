labels-title = Empresas, etiquetas e listas
# The tabs above the list.
labels-kinds = Tipos
labels-companies = Empresas
labels-tags = Etiquetas
labels-lists = Listas
labels-add =
    { $kind ->
        [company] Adicionar uma empresa
        [tag] Adicionar uma etiqueta
       *[list] Adicionar uma lista
    }
labels-edit =
    { $kind ->
        [company] Editar empresa
        [tag] Editar etiqueta
       *[list] Editar lista
    }
labels-none =
    { $kind ->
        [company] Ainda não há empresas.
        [tag] Ainda não há etiquetas.
       *[list] Ainda não há listas.
    }
labels-total = Total: { $count }
labels-description = Descrição

labels-people-none = Ainda não há pessoas. Adicione algumas abaixo.
labels-show-in-people = Mostrar na lista de pessoas
labels-add-people = Adicionar pessoas
labels-add-search = Pessoas a adicionar
labels-search-people = Pesquisar pessoas
labels-already-added = (já adicionada)
labels-tag-many-hint = Para dar uma etiqueta a muitos agentes de uma vez, selecione-os na lista de pessoas e use a ação “Adicionar etiqueta”.

# Errors: no capital letter and no full stop, as the page adds them.
labels-error-select = selecione primeiro pelo menos uma pessoa
labels-error-limit = { $name } não pode ser adicionada, porque uma pessoa tem no máximo { $most } etiquetas e { $most } listas; nada foi alterado

labels-delete-title =
    { $kind ->
        [company] Excluir a empresa { $name }?
        [tag] Excluir a etiqueta { $name }?
       *[list] Excluir a lista { $name }?
    }
labels-delete-people =
    { $count ->
        [one] Ela é retirada de { $count } pessoa, que não é excluída.
       *[other] Ela é retirada de { $count } pessoas, que não são excluídas.
    }
labels-delete-companies =
    { $count ->
        [one] Ela é retirada de { $count } empresa.
       *[other] Ela é retirada de { $count } empresas.
    }
labels-delete-unused = Ela não é retirada de ninguém.
labels-delete-final = Esta ação não pode ser desfeita.
