# Words that every area uses.
common-save = Salvar
common-cancel = Cancelar
common-delete = Excluir
common-edit = Editar
common-add = Adicionar
common-search = Pesquisar
common-apply = Aplicar
common-done = Concluído
common-copy = Copiar
common-copied = Copiado
common-print = Imprimir
common-name = Nome
common-username = Nome de usuário
common-password = Senha
common-email = Endereço de e-mail
common-details = Detalhes
common-action = Ação
common-status = Situação
common-domain = Domínio
common-yes = Sim
common-no = Não
common-any = Qualquer
common-none = Nenhum
common-on = Ativado
common-off = Desativado
common-results = Resultados
common-no-results = Nenhum resultado.

# Dates: the abbreviated months, without spaces inside a name.
common-months = jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.
common-date = { $day } de { $month } de { $year }
common-date-time = { $date }, { $time } { $zone }
# The time zone of the server, in a date and time.
common-utc = UTC

# The layout around every page.
common-skip = Ir para o conteúdo
common-switch-domain = Trocar de domínio
common-domain-named = Domínio { $name }
common-account = Conta
common-sign-out = Sair
common-language = Idioma
common-nav-people = Pessoas
common-nav-imports = Importação
common-nav-groups = Grupos
common-nav-labels = Empresas, etiquetas e listas
common-nav-locations = Locais
common-nav-fields = Campos personalizados
common-nav-activity = Atividade
common-nav-history = Histórico
common-nav-web-users = Usuários web
common-nav-roles = Funções
common-nav-keys = Chaves
common-nav-webhooks = Webhooks
common-nav-settings = Configurações

# Lists.
common-pages = Páginas
common-page = Página
common-previous = Anterior
common-next = Próxima
common-go-to-page = Ir para a página
common-go = Ir
common-suggest-hint = Digite parte do nome
common-not-connected = Sem conexão. Estes resultados são anteriores.
common-try-again = Tentar novamente

# The page that asks to type a text; the text stands between the two parts.
common-confirm-type-before = Digite
common-confirm-type-after = para confirmar
common-confirm-mismatch = digite { $expected } exatamente como mostrado

# A form whose session had ended.
common-resume-kept = Seus dados foram mantidos. Nada foi salvo ainda.
common-resume-back = Voltar ao formulário

# Results of forms. "workers" is "Worker" or the number of workers.
common-done-created = Criado.
common-done-saved = Salvo.
common-done-merged = Salvo, junto com as alterações de outro usuário.
common-done-unchanged = Nada mudou: o nome é longo demais.
common-done-invalid-name = Nada mudou: este nome não pode ser usado.
common-done-too-many-tags = Nada mudou: uma pessoa pode ter no máximo 100 etiquetas. Remova uma primeiro.
common-done-deleted = Excluído.
common-done-restored = Restaurado.
common-done-put-back = Os valores anteriores foram restabelecidos.
common-done-reset = Senha redefinida.
common-done-password = Senha alterada. Suas outras sessões foram encerradas.
common-done-ended = Sessão encerrada.
common-done-web-user-reactivated = Usuário web reativado.
common-done-web-user-deactivated = Usuário web desativado.
common-done-withdrawn = Convite retirado.
common-done-revoked = Chave revogada.
common-done-removed = A autenticação de dois fatores está desativada.
common-done-tested = Teste enviado. O resultado está na primeira linha das entregas.
common-done-backup-started = Backup iniciado.
common-done-skipped = A primeira alteração em espera não será enviada.
common-done-replayed = As alterações estão sendo enviadas novamente.
common-done-language = Idioma alterado.
common-done-deactivated-one = Agente desativado.
common-done-reactivated-one = Agente reativado.
common-done-joined-one = Agente adicionado ao grupo.
common-done-left-one = Agente removido do grupo.
common-done-undone-one = Importação desfeita: agente restaurado ou excluído.
common-done-deactivated =
    { $count ->
        [one] { $count } agente desativado.
       *[other] { $count } agentes desativados.
    }
common-done-reactivated =
    { $count ->
        [one] { $count } agente reativado.
       *[other] { $count } agentes reativados.
    }
common-done-joined =
    { $count ->
        [one] { $count } agente adicionado ao grupo.
       *[other] { $count } agentes adicionados ao grupo.
    }
common-done-left =
    { $count ->
        [one] { $count } agente removido do grupo.
       *[other] { $count } agentes removidos do grupo.
    }
common-done-added =
    { $count ->
        [one] { $count } pessoa adicionada.
       *[other] { $count } pessoas adicionadas.
    }
common-done-taken-out =
    { $count ->
        [one] { $count } pessoa removida.
       *[other] { $count } pessoas removidas.
    }
common-done-undone =
    { $count ->
        [one] Importação desfeita: { $count } agente restaurado ou excluído.
       *[other] Importação desfeita: { $count } agentes restaurados ou excluídos.
    }

common-collision = Alterado por outro usuário; valor atual: { $now }, o seu: { $yours }
common-collision-empty = vazio

# Error pages.
common-error-request-id = ID da requisição
common-error-start = Ir para a página inicial

# What an undone change leaves out.
common-left-out = Omitido, porque não existe mais: { $fields }.
common-left-out-groups = grupos
common-left-out-locations = locais
common-left-out-tags = etiquetas
common-left-out-lists = listas
common-left-out-role = função
common-left-out-profile = perfil
common-left-out-user-data = campos personalizados
