namespace FerroGate.Config.Model.Proxy;

/// <summary>Which records of DNS name upstreams.</summary>
public enum DynamicSource
{
    /// <summary>Addresses (A and AAAA); the port is written in the config.</summary>
    A,

    /// <summary>Services (SRV, RFC 2782) with ports, priorities and weights.</summary>
    Srv,
}
