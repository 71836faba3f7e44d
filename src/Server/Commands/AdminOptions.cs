using System.CommandLine;

namespace FerroGate.Server.Commands;

/// <summary>How a command is told which running gateway to ask, and with which key.</summary>
/// <param name="purpose">What that gateway is asked for, as a sentence.</param>
internal sealed class AdminOptions(string purpose)
{
    private const string UrlVariable = "FERROGATE_ADMIN_URL";
    private const string TokenVariable = "FERROGATE_ADMIN_TOKEN";

    public Option<string?> Url { get; } = new("--admin-url")
    {
        Description = $"{purpose}, such as http://127.0.0.1:2019. Without it {UrlVariable} counts.",
        HelpName = "URL",
    };

    public Option<string?> Token { get; } = new("--admin-token")
    {
        Description = $"A key with the scope admin.write. Without it {TokenVariable} counts, so that it need not stand in a shell's history.",
        HelpName = "KEY",
    };

    /// <summary>Where the gateway is; <c>null</c> where none is named.</summary>
    public string? AddressIn(ParseResult parsed) =>
        (parsed.GetValue(Url) ?? Environment.GetEnvironmentVariable(UrlVariable)) is { Length: > 0 } address ? address : null;

    /// <summary>The way to it; <c>null</c> where it was told what is wrong with what is said.</summary>
    public AdminLink? LinkIn(ParseResult parsed, string address, string command, Terminal terminal)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            terminal.Misused(command, $"--admin-url is an http or https URL such as http://127.0.0.1:2019, not '{address}'.");
            return null;
        }

        if ((parsed.GetValue(Token) ?? Environment.GetEnvironmentVariable(TokenVariable)) is not { Length: > 0 } token)
        {
            terminal.Misused(command, $"Say --admin-token KEY, or set {TokenVariable}.");
            return null;
        }

        if (url.Scheme == "http" && !url.IsLoopback)
            terminal.Warn($"the key travels to {url.Host} in plain text");

        return new AdminLink(url, token);
    }
}
