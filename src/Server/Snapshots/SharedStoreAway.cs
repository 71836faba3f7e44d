namespace FerroGate.Server.Snapshots;

/// <summary>What is said to whoever would change what a fleet shares while its database is away.</summary>
internal static class SharedStoreAway
{
    public static string Of(string reason) =>
        $"Nothing can be changed now, for the gateways of the fleet keep it in PostgreSQL; what they know of it goes on. {reason.TrimEnd('.')}. Ask again later, and look first whether it was done.";
}
