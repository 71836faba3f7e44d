namespace FerroGate.Config.Values;

/// <summary>How lines reach another program.</summary>
public enum LogNetwork
{
    Tcp,
    Udp,
    Unix,
}
