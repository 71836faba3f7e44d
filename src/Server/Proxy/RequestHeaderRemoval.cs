namespace FerroGate.Server.Proxy;

/// <summary>Takes a header off a request, wherever <c>HttpClient</c> keeps it.</summary>
internal static class RequestHeaderRemoval
{
    public static void RemoveHeader(this HttpRequestMessage request, string name)
    {
        // Asking for a header where it may not stand throws, so each collection is asked only for what it has.
        if (request.Headers.NonValidated.Contains(name))
        {
            request.Headers.Remove(name);
        }
        else if (request.Content is { } content && content.Headers.NonValidated.Contains(name))
        {
            content.Headers.Remove(name);
        }
    }
}
