using System.Net;

namespace FerroGate.Server.Hosting;

/// <summary>An address that the gateway listens on.</summary>
/// <param name="Address">The interface; <c>null</c> is every one, IPv4 and IPv6.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
/// <param name="IsAdmin">It serves the admin side, and nothing else.</param>
public sealed record Listener(IPAddress? Address, int Port, bool IsAdmin)
{
    /// <summary>Only programs on this machine can reach it.</summary>
    public bool IsLoopback => Address is not null && IPAddress.IsLoopback(Address);

    /// <summary>How it is reached on the address that it was bound to; <c>*</c> stands for every interface.</summary>
    /// <param name="bound">That address.</param>
    /// <param name="isTls">TLS is spoken on it.</param>
    public string UrlOf(IPEndPoint bound, bool isTls)
    {
        var text = bound.ToString();
        return $"{(isTls ? "https" : "http")}://{(Address is null ? "*" : text[..text.LastIndexOf(':')])}{text[text.LastIndexOf(':')..]}";
    }

    public override string ToString() => $"{(Address is null ? "*" : new IPEndPoint(Address, 0).ToString()[..^2])}:{Port}";
}
