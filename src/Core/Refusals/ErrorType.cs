namespace FerroGate.Core.Refusals;

/// <summary>The kind of an error, which every dialect writes in its own words.</summary>
public enum ErrorType
{
    /// <summary>The request is wrong.</summary>
    InvalidRequest,

    /// <summary>Nobody we know.</summary>
    Authentication,

    /// <summary>Somebody we know, but not allowed.</summary>
    Permission,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>Too much, for now.</summary>
    RateLimit,

    /// <summary>Too much money, until somebody allows more.</summary>
    Budget,

    /// <summary>The gateway or the provider failed.</summary>
    Api,
}
