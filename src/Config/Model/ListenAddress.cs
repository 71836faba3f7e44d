namespace FerroGate.Config.Model;

/// <summary>An address to listen on.</summary>
/// <param name="Host">A literal IP address or <c>localhost</c>; empty is every interface.</param>
/// <param name="Port">0 lets the system choose.</param>
public sealed record ListenAddress(string Host, int Port)
{
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
