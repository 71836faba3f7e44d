using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>Somebody whose signed tokens are accepted in place of keys.</summary>
internal static class JwtIssuerShape
{
    public static Shape<JwtIssuerConfig> Shape { get; } = new Shape<JwtIssuerConfig>(Arguments.InOrder("name"))
    {
        Identity = issuer => issuer.Name,
    }
        .Value("name", Name, issuer => issuer.Name, (issuer, name) => issuer with { Name = name },
            "What it is called; callers are named after it: `jwt:NAME:SUB`.", OptionPlace.Line, required: true)
        .Value("issuer", Url, issuer => issuer.Issuer, (issuer, url) => issuer with { Issuer = url },
            "What its tokens say in `iss`, letter by letter.", required: true)
        .List("audience", Forms.Text.Such("audience", "ferrogate"), issuer => issuer.Audiences, (issuer, names) => issuer with { Audiences = names },
            "Its tokens are for this gateway where `aud` is one of these. There must be one.")
        .Value("jwks_url", Url, issuer => issuer.KeysUrl, (issuer, url) => issuer with { KeysUrl = url },
            "Where its signing keys are.", fallback: "what `/.well-known/openid-configuration` below `issuer` says")
        .Value("organization_claim", Claim, issuer => issuer.OrganizationClaim, (issuer, claim) => issuer with { OrganizationClaim = claim },
            "The claim that names the organization.", fallback: "none")
        .Value("team_claim", Claim, issuer => issuer.TeamClaim, (issuer, claim) => issuer with { TeamClaim = claim }, "The claim that names the team.", fallback: "none")
        .Value("project_claim", Claim, issuer => issuer.ProjectClaim, (issuer, claim) => issuer with { ProjectClaim = claim },
            "The claim that names the project.", fallback: "none")
        .Value("user_claim", Claim, issuer => issuer.UserClaim, (issuer, claim) => issuer with { UserClaim = claim }, "The claim that names the user.", fallback: "sub")
        .List("scopes", ScopeForm.Value, issuer => issuer.Scopes, (issuer, scopes) => issuer with { Scopes = scopes },
            "What every caller may do.", fallback: "everything on the AI paths; nothing where `scope_prefix` or `scope_name` is written")
        .Value("scope_claim", Claim, issuer => issuer.ScopeClaim, (issuer, claim) => issuer with { ScopeClaim = claim },
            "The claim with the scopes of a token, a text with spaces or a list.", fallback: "scope, or else scp")
        .Value("scope_prefix", Forms.Text.Such("prefix", "ferrogate:"), issuer => issuer.ScopePrefix, (issuer, prefix) => issuer with { ScopePrefix = prefix },
            "Scopes of a token that begin with it and go on as one of ours are that one, but never one of the admin side.", fallback: "none of them counts")
        .List("scope_name", ScopeForm.Named, issuer => issuer.ScopeNames, (issuer, pairs) => issuer with { ScopeNames = pairs },
            "What other scopes of a token mean here, of the admin side too.")
        .List("allowed_models", ApiKeyShape.Models, issuer => issuer.AllowedModels, (issuer, names) => issuer with { AllowedModels = names },
            "The models that its callers may use; `*` stands for any letters.", fallback: "every one")
        .List("denied_models", ApiKeyShape.Models, issuer => issuer.DeniedModels, (issuer, names) => issuer with { DeniedModels = names },
            "Models that they may not use; that counts more than what is allowed.")
        .List("allowed_providers", ApiKeyShape.Providers, issuer => issuer.AllowedProviders, (issuer, names) => issuer with { AllowedProviders = names },
            "The providers that may answer them; `*` stands for any letters.", fallback: "every one")
        .List("denied_providers", ApiKeyShape.Providers, issuer => issuer.DeniedProviders, (issuer, names) => issuer with { DeniedProviders = names },
            "Providers that may not answer them.")
        .Value("monthly_token_budget", Forms.Whole(), issuer => issuer.MonthlyTokenBudget, (issuer, budget) => issuer with { MonthlyTokenBudget = budget },
            "Tokens in a calendar month (UTC), of each caller.", fallback: "no limit")
        .Value("request_limit_per_minute", Forms.Int(), issuer => issuer.RequestLimitPerMinute, (issuer, limit) => issuer with { RequestLimitPerMinute = limit },
            "Requests in a minute, of each caller.", fallback: "no limit")
        .List("client_ips", ProxyRange.Form, issuer => issuer.ClientIps, (issuer, ranges) => issuer with { ClientIps = ranges },
            "The addresses from which its tokens may be used; behind a proxy, those that `trusted_proxies` name.", fallback: "every one");

    private static ValueForm<string> Name => Forms.TextThat(
        "name",
        text => text.Length > 0 && !text.Any(letter => char.IsControl(letter) || letter == ':'),
        "must be a name: not empty, and without colons and control characters",
        DiagnosticCodes.InvalidValue,
        "corp");

    private static ValueForm<string> Claim => Forms.Text.Such("claim", "org_id");

    // Who can change the keys on their way can sign whatever they like.
    private static ValueForm<string> Url => Forms.TextThat(
        "URL",
        text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)),
        "must be a URL that begins with https:// and holds no user name",
        DiagnosticCodes.InvalidUrl,
        "https://login.example.com");
}
