using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites.Files;

/// <summary>Sends a file as Go's <c>http.ServeContent</c> does: whole, in ranges, or not where the client has it.</summary>
/// <param name="file">The file.</param>
/// <param name="status">A status in place of every other; <c>null</c> for the usual ones.</param>
internal sealed class FileAnswer(OpenFile file, int? status)
{
    public Task SendAsync(SiteRequest request)
    {
        var headers = request.Response.Headers;
        var tag = file.EntityTag;
        headers.ETag = tag;
        if (file.Modified > DateTimeOffset.UnixEpoch)
            headers.LastModified = file.Modified.ToString("R", CultureInfo.InvariantCulture);

        var found = FileConditions.StatusOf(request.Request, file, tag);
        if (found == StatusCodes.Status304NotModified)
        {
            headers.Remove("Content-Type");
            headers.Remove("Content-Encoding");
            headers.Remove("Last-Modified");
        }

        if (found != StatusCodes.Status200OK)
            return AnswerWriter.WriteAsync(request, status ?? found, default);

        var ranges = FileConditions.AllowRange(request.Request, file, tag)
            ? RangeList.Read(request.Request.Headers.Range.ToString(), file.Length)
            : RangeList.Read("", file.Length);
        if (ranges.Error is { } error)
            return RefuseRangeAsync(request, error);

        headers.AcceptRanges = "bytes";
        return ranges.Ranges switch
        {
            [] => SendAsync(request, StatusCodes.Status200OK, 0, file.Length),
            [var only] => SendRangeAsync(request, only),
            var several => SendPartsAsync(request, several),
        };
    }

    private Task SendRangeAsync(SiteRequest request, (long Start, long Length) range)
    {
        request.Response.Headers.ContentRange = RangeText(range);
        return SendAsync(request, StatusCodes.Status206PartialContent, range.Start, range.Length);
    }

    private async Task SendAsync(SiteRequest request, int usual, long start, long length)
    {
        request.Response.StatusCode = status ?? usual;
        if (!AnswerWriter.MayHaveBody(request.Response.StatusCode))
            return;

        request.Response.ContentLength = length;
        if (!HttpMethods.IsHead(request.Request.Method))
            await file.CopyAsync(request.Response.Body, start, length, request.Http.RequestAborted);
    }

    private async Task SendPartsAsync(SiteRequest request, IReadOnlyList<(long Start, long Length)> ranges)
    {
        var response = request.Response;
        var boundary = RandomNumberGenerator.GetHexString(60, lowercase: true);
        var type = response.ContentType;
        response.ContentType = $"multipart/byteranges; boundary={boundary}";
        response.StatusCode = status ?? StatusCodes.Status206PartialContent;
        var heads = ranges.Select((range, i) => Encoding.ASCII.GetBytes(
            $"{(i == 0 ? "" : "\r\n")}--{boundary}\r\nContent-Range: {RangeText(range)}\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}\r\n")).ToList();
        var end = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        response.ContentLength = heads.Sum(head => head.Length) + ranges.Sum(range => range.Length) + end.Length;
        if (HttpMethods.IsHead(request.Request.Method))
            return;

        foreach (var (head, range) in heads.Zip(ranges))
        {
            await response.Body.WriteAsync(head, request.Http.RequestAborted);
            await file.CopyAsync(response.Body, range.Start, range.Length, request.Http.RequestAborted);
        }

        await response.Body.WriteAsync(end, request.Http.RequestAborted);
    }

    private Task RefuseRangeAsync(SiteRequest request, string error)
    {
        var headers = request.Response.Headers;
        if (error == RangeList.NoOverlap)
            headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{file.Length}");
        headers.ContentType = "text/plain; charset=utf-8";
        headers.XContentTypeOptions = "nosniff";
        return AnswerWriter.WriteAsync(request, status ?? StatusCodes.Status416RangeNotSatisfiable, Encoding.ASCII.GetBytes(error + "\n"));
    }

    private string RangeText((long Start, long Length) range) =>
        string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{file.Length}");
}
