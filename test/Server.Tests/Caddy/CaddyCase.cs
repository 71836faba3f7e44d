namespace FerroGate.Server.Tests.Caddy;

/// <summary>One Caddyfile and the requests that show what it means.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Caddyfile">The whole text that both programs read.</param>
/// <param name="Requests">The requests, in the order in which they are sent.</param>
internal sealed record CaddyCase(string Name, string Caddyfile, IReadOnlyList<CaddyRequest> Requests)
{
    /// <summary>The variable of the port that the sites listen on.</summary>
    public const string Port = "PORT";

    /// <summary>The variable of the port of a second listener.</summary>
    public const string OtherPort = "OTHER";

    public override string ToString() => Name;
}
