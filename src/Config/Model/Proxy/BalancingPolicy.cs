namespace FerroGate.Config.Model.Proxy;

/// <summary>The ways to choose an upstream, each as in Caddy.</summary>
public enum BalancingPolicy
{
    Random,
    RandomChoose,
    First,
    RoundRobin,
    WeightedRoundRobin,
    LeastConnections,
    IpHash,
    ClientIpHash,
    UriHash,
    Query,
    Header,
    Cookie,
}
