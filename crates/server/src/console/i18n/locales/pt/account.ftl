# Signing in. Names of programs and commands stand between the parts of a sentence.
account-sign-in = Entrar
account-session-ended = Sua sessão terminou. Entre para continuar. Seus dados foram mantidos, exceto as senhas.
account-provider-away = { $name } não está respondendo no momento.
account-provider-away-password = Você pode entrar com sua senha.
account-sign-in-with = Entrar com { $name }
account-forgot-before = Esqueceu a senha? Peça à pessoa que administra este servidor que execute
account-programs-before = Programas usam a
account-code-title = Digite seu código
account-code-hint = Digite o código de 6 dígitos do seu aplicativo autenticador. Sem o aplicativo, digite um código de recuperação.
account-code = Código
account-back-to-sign-in = Voltar para entrar
account-resumed-title = Você entrou novamente
account-wrong-password = Endereço de e-mail ou senha incorretos.
account-wrong-code = Código incorreto ou expirado. Cada código funciona uma vez. Espere o próximo código.
account-timed-out = O tempo para entrar acabou. Digite sua senha novamente.
account-passwords-off = As senhas estão desativadas neste servidor. Use o botão abaixo.
account-oidc-expired = Esta entrada expirou, ou outro navegador ou aba a iniciou. Entre novamente.
account-oidc-refused = { $name } não autorizou sua entrada ({ $error }). Tente novamente.
account-oidc-email-not-verified = { $name } não verificou seu endereço de e-mail, por isso sua conta não foi encontrada. Verifique o endereço lá e entre novamente.
account-oidc-other-identity = A conta { $email } está vinculada a outra conta em { $name }. Entre com essa conta, ou peça à pessoa que administra este servidor que execute: roster web-user unlink { $email }
account-oidc-no-account = Não há conta para { $email } aqui. Peça um convite a um administrador do seu domínio.
account-oidc-deactivated = Sua conta está desativada. Fale com um administrador do seu domínio.
account-oidc-away-password = { $name } não responde. Entre com sua senha ou tente novamente mais tarde.
account-oidc-away = { $name } não responde. Tente novamente mais tarde.
account-oidc-invalid = A resposta de { $name } não é válida. Entre novamente. Se o erro continuar, fale com a pessoa que administra este servidor.
account-oidc-not-allowed = Sua conta em { $name } não pode entrar aqui. Use a conta da sua organização ou fale com a pessoa que administra este servidor.

# Passwords.
account-current-password = Senha atual
account-new-password = Nova senha
account-repeat-password = Repita a senha
account-password-hint = Pelo menos 8 caracteres. Várias palavras são fáceis de lembrar e difíceis de adivinhar.
account-passwords-differ = as senhas não coincidem
account-link-expired = Este link expirou

# A worker's password link.
account-set-title = Defina sua senha
account-set-username = Seu nome de usuário é
account-set-hint = Escolha uma senha difícil de adivinhar. Várias palavras são mais fáceis de lembrar do que números e símbolos.
account-set-button = Definir senha
account-set-done-title = Senha definida
account-set-done-before = Entre no seu dispositivo como
account-set-done-after = com a nova senha. O link não funciona novamente.
account-set-expired-hint = Um link funciona uma vez, até expirar, e somente até que um link mais novo seja enviado. Peça um novo link a quem o enviou.

# Printed slips with password links. A slip is in the language of its worker.
account-slips-title = Fichas de senha
account-slips-count =
    { $count ->
        [one] { $count } ficha
       *[other] { $count } fichas
    }
account-slips-hint = Imprima as fichas agora e entregue cada uma somente ao seu agente: qualquer pessoa que tenha um link pode definir a senha.
account-slips-back = Voltar
account-slip-valid-until = Válido até
account-slip-instruction = Escaneie o código ou abra o link em um navegador e escolha sua senha. O link funciona uma única vez.
account-slip-qr = Código QR do link

# Invitations. Domain and e-mail address stand between the parts of the first sentence.
account-join-title = Entrar em { $domain }
account-join-invited-before = Você foi convidado para o domínio
account-join-invited-as = como
account-join-invited-role = , com a função { $role }.
account-join-sign-in-known = Se você tem uma conta neste servidor, entre para aceitar.
account-join-sign-in = Entre para aceitar.
account-join-other = Você entrou como { $user }. Saia e abra o link novamente.
account-join-needs-password = Outra pessoa pode conhecer sua senha. Escolha uma nova, que abre todos os seus domínios.
account-join-new-account = Criar uma conta
account-join-create = Criar conta
account-join-expired-hint = Um convite funciona uma vez, por 7 dias, e somente até que um mais novo seja enviado. Peça um novo link a quem o enviou.

# The choice of a domain.
account-domains-title = Domínios
account-domains-first-password-before = Sua senha foi escolhida para você. Altere-a na
account-domains-first-password-link = página da sua conta
account-domains-first-password-after = : até lá, ela abre somente um domínio.
account-domains-invited = Você foi convidado para
account-domains-join = Entrar
account-domains-none = Você ainda não tem acesso a um domínio. Peça à pessoa que administra este servidor que execute
account-domains-choose = Escolha um domínio.

# The account page.
account-title = Conta
account-your-domains = Seus domínios
account-change-password = Alterar senha
account-language-browser = Idioma do navegador
account-language-hint = Para todos os seus navegadores. Fora da sessão, vale o idioma do navegador.
account-factor = Autenticação de dois fatores
account-factor-since = desde
account-factor-codes-left = Códigos de recuperação restantes: { $count }.
account-factor-code = Código do seu aplicativo ou um código de recuperação
account-factor-renew = Gerar novos códigos de recuperação
account-factor-turn-off = Desativar
account-factor-turn-on = Ativar
account-factor-other-app = Configurar outro aplicativo
account-factor-change = Alterar
account-factor-off-hint = Com a autenticação de dois fatores, entrar exige sua senha e um código de um aplicativo do seu telefone.
account-factor-set-up = Configurar
account-factor-title = Configurar a autenticação de dois fatores
account-factor-install = Instale um aplicativo autenticador no seu telefone, se não tiver um.
account-factor-scan = Leia este código QR com o aplicativo:
account-factor-qr = Código QR com a chave abaixo
account-factor-key = Ou digite esta chave:
account-factor-enter-code = Digite o código de 6 dígitos do aplicativo
account-codes-title = Códigos de recuperação
account-codes-hint = Use um código de recuperação para entrar quando não tiver seu telefone. Cada código funciona uma vez.
account-codes-save = Guarde-os agora: você não poderá vê-los novamente.
account-confirm-title = Confirme sua senha
account-confirm-hint = Digite sua senha novamente para alterar a segurança da sua conta. Isto vale por 10 minutos.
account-confirm = Confirmar
account-sessions = Sessões ativas
account-sessions-browser = Navegador
account-sessions-address = Endereço IP
account-sessions-signed-in = Entrada
account-sessions-last-used = Último uso
account-sessions-current = Esta sessão
account-sessions-end = Encerrar
account-sessions-end-which = sessão: { $browser }, { $address }
account-sessions-end-others = Encerrar todas as outras sessões
account-browser-on = { $browser } em { $system }
account-browser-unknown = Navegador desconhecido
account-throttled-seconds =
    { $count ->
        [one] Muitas tentativas sem sucesso. Tente novamente em { $count } segundo.
       *[other] Muitas tentativas sem sucesso. Tente novamente em { $count } segundos.
    }
account-throttled-minutes =
    { $count ->
        [one] Muitas tentativas sem sucesso. Tente novamente em { $count } minuto.
       *[other] Muitas tentativas sem sucesso. Tente novamente em { $count } minutos.
    }
