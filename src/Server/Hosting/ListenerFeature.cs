namespace FerroGate.Server.Hosting;

/// <summary>Tells a request which listener its connection came in by.</summary>
internal sealed record ListenerFeature(Listener Listener);
