using System.Net;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>A listener that is handed over.</summary>
/// <param name="Address">The interface; <c>null</c> is every one.</param>
/// <param name="Port">The port as the config says it; 0 where the system chose.</param>
/// <param name="IsAdmin">It serves the admin side.</param>
/// <param name="Socket">The number of its socket.</param>
internal sealed record HandedListener(string? Address, int Port, bool IsAdmin, int Socket)
{
    public Listener Listener() => new(Address is null ? null : IPAddress.Parse(Address), Port, IsAdmin);

    public static HandedListener Of(Listener listener, int socket) => new(listener.Address?.ToString(), listener.Port, listener.IsAdmin, socket);
}
