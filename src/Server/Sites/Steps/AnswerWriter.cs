using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary>Sends short answers of our own.</summary>
internal static class AnswerWriter
{
    /// <summary>Sends a whole body with its length; to HEAD, and where the status allows none, only the headers.</summary>
    public static Task WriteAsync(SiteRequest request, int status, ReadOnlyMemory<byte> body)
    {
        var response = request.Response;
        response.StatusCode = status;
        if (!MayHaveBody(status))
            return Task.CompletedTask;

        response.ContentLength = body.Length;
        return body.IsEmpty || HttpMethods.IsHead(request.OriginalMethod)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, request.Http.RequestAborted).AsTask();
    }

    /// <summary>Whether an answer of such a status can have a body at all.</summary>
    public static bool MayHaveBody(int status) => status is >= 200 and not (204 or 205 or 304);
}
