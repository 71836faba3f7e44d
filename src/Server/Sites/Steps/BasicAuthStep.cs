using System.Text;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Values;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Passwords;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>basic_auth</c>: lets in who knows a password.</summary>
internal sealed class BasicAuthStep
{
    private const string Scheme = "Basic ";
    private const string DefaultRealm = "restricted";

    private readonly Dictionary<string, PasswordHash> _users = new(StringComparer.Ordinal);
    private readonly PasswordHash _nobody;
    private readonly string _challenge;
    private readonly PasswordCheck _passwords;
    private readonly SiteHandler _next;

    public BasicAuthStep(BasicAuthConfig config, PlaceholderSources sources, PasswordCheck passwords, SiteHandler next)
    {
        foreach (var user in config.Users)
        {
            var secret = user.Hash!.Value;
            var written = secret.Resolve(sources.Environment) ?? "";

            // A hash that cannot be read lets nobody in.
            if (PasswordHash.TryRead(written, out var hash))
                _users[user.Name!.Value] = hash;
        }

        _nobody = PasswordHash.OfNobody(_users.Count > 0 ? _users.Values.Max(hash => hash.Cost) : BcryptText.LeastCost);
        _challenge = $"Basic realm=\"{HeaderText.Write(config.Realm?.Value ?? DefaultRealm).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        _passwords = passwords;
        _next = next;
    }

    public async Task HandleAsync(SiteRequest request)
    {
        var verdict = PasswordVerdict.Wrong;
        if (Credentials(request.Request.Headers.Authorization) is var (name, password))
        {
            var isKnown = _users.TryGetValue(name, out var hash);
            verdict = await _passwords.VerifyAsync(hash ?? _nobody, password, request.Http.RequestAborted);
            if (verdict == PasswordVerdict.Right && isKnown)
            {
                request.UserId = name;
                await _next(request);
                return;
            }
        }

        if (verdict == PasswordVerdict.Busy)
        {
            request.Fail(new SiteError(StatusCodes.Status503ServiceUnavailable, "too many passwords are being checked"));
            return;
        }

        request.Response.Headers.WWWAuthenticate = _challenge;
        request.Fail(new SiteError(StatusCodes.Status401Unauthorized, "not authenticated"));
    }

    private static (string Name, string Password)? Credentials(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        var encoded = authorization.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
            return null;

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (pair[..colon], pair[(colon + 1)..]) : null;
    }
}
