using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>The two forms of a stream, in a protocol that has both.</summary>
internal static class AsEvents
{
    /// <summary>
    /// The client wants server-sent events, and not one JSON array. Google's servers know the parameter by two names, and take its
    /// value in any case.
    /// </summary>
    public static bool AreWanted(Admitted admitted)
    {
        var query = admitted.Http.Request.Query;
        return admitted.Envelope is { ModelSlice: not null } or { Stored: not null }
            || query["alt"].Concat(query["$alt"]).Any(value => "sse".Equals(value, StringComparison.OrdinalIgnoreCase));
    }
}
